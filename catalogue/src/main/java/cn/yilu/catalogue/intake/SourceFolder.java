package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.DataDirectory;
import cn.yilu.catalogue.DurableFile;
import cn.yilu.catalogue.dataset.Entries;
import cn.yilu.catalogue.log.LogUnavailable;
import cn.yilu.schemas.Complaint;
import cn.yilu.schemas.Text;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Watches the sources folder: a new file starts a source, a changed one (or a changed mapping) restarts it, a removed
 * one stops it. Looks once a second, because folder notifications get lost on network file systems.
 */
@Component
class SourceFolder implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(SourceFolder.class);

  private final Path folder;
  private final Sources sources;
  private final MappingFiles mappings;
  private final Entries entries;
  private final SourceSecrets secrets;
  private final Map<String, String> seen = new HashMap<>();
  private boolean told;
  private @Nullable ScheduledExecutorService watch;
  private @Nullable ScheduledFuture<?> looking;

  SourceFolder(DataDirectory data, Sources sources, MappingFiles mappings, SourceSecrets secrets,
      Entries entries) {
    this.secrets = secrets;
    this.entries = entries;
    this.folder = data.sources();
    this.sources = sources;
    this.mappings = mappings;
  }

  @Override
  public synchronized void start() {
    watch = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("sources").factory());
    looking = watch.scheduleWithFixedDelay(this::look, 0, 1, TimeUnit.SECONDS);
  }

  @Override
  public synchronized void stop() {
    ScheduledExecutorService running = watch;
    if (running != null && looking != null) {
      looking.cancel(false);
      running.close();
      watch = null;
      sources.all().stream().map(live -> live.source().id()).toList().forEach(sources::stop);
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return watch != null;
  }

  /** The file's text, if there is one. */
  Optional<String> text(String id) {
    try {
      Path file = folder.resolve(id + ".yaml");
      return Files.exists(file)
          ? Optional.of(new String(Files.readAllBytes(file), StandardCharsets.UTF_8))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("source file cannot be read", e);
    }
  }

  /** Puts a file in the place of an earlier one, and the source in its new state before it returns. */
  void put(String id, String yaml) {
    try {
      DurableFile.put(folder.resolve(id + ".yaml"), yaml.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException("source file cannot be written", e);
    }
    look();
  }

  /** Puts a file aside; the source stops before it returns. */
  void remove(String id) {
    rename(id + ".yaml", id + ".yaml.removed");
  }

  /** Whether a file of this source was put aside. */
  boolean restorable(String id) {
    return Files.exists(folder.resolve(id + ".yaml.removed"));
  }

  /** Takes back what was put aside. */
  void restore(String id) {
    rename(id + ".yaml.removed", id + ".yaml");
  }

  private void rename(String from, String to) {
    try {
      Files.move(folder.resolve(from), folder.resolve(to), StandardCopyOption.ATOMIC_MOVE,
          StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException("source file cannot be moved", e);
    }
    look();
  }

  /** Runs something while the source rests; it starts again afterwards as its file says. */
  void resting(String id, Runnable work) {
    synchronized (seen) {
      sources.stop(id);
      seen.remove(id);
      try {
        work.run();
      } finally {
        look();
      }
    }
  }

  private void look() {
    synchronized (seen) {
      lookAtAll();
    }
  }

  private void lookAtAll() {
    try (var files = Files.newDirectoryStream(folder, "*.yaml")) {
      Set<String> there = new HashSet<>();
      boolean changed = !told;
      for (Path file : files) {
        String id = file.getFileName().toString().replaceFirst("\\.yaml$", "");
        there.add(id);
        changed |= look(id, file);
      }
      changed |= seen.keySet().removeIf(id -> !there.contains(id) && gone(id));
      if (changed) {
        entries.refresh();
        told = true;
      }
    } catch (LogUnavailable e) {
      told = false;
      LOG.atDebug().setCause(e).log("sources start once the database is there again");
    } catch (IOException | RuntimeException e) {
      LOG.atError().setCause(e).log("sources folder cannot be read");
    }
  }

  /** Whether the source was started, restarted or found broken. */
  private boolean look(String id, Path file) throws IOException {
    String yaml = "";
    Source source;
    String state;
    try {
      yaml = MappingFiles.read(file);
      source = SourceFile.parse(id, yaml);
      state = yaml + mappings.text(source.mapping()) + secrets.stamp(source.connection());
    } catch (RuntimeException e) {
      String broken = yaml.isEmpty() ? Files.getLastModifiedTime(file).toString() : yaml;
      boolean changed = !broken.equals(seen.get(id));
      if (changed) {
        sources.stop(id);
        broken(id, Complaint.of(e));
        seen.put(id, broken);
      }
      return changed;
    }
    boolean changed = !state.equals(seen.get(id));
    if (changed) {
      sources.start(source, mappings);
      seen.put(id, state);
    }
    return changed;
  }

  private void broken(String id, Text why) {
    if (id.matches("[a-z0-9-]{1,64}")) {
      sources.invalid(new Source(id, new Text(id, id), "", "", "", Map.of()), why);
    } else {
      LOG.atWarn().addKeyValue("file", id).log("a source's file name must be [a-z0-9-]{1,64}.yaml");
    }
  }

  private boolean gone(String id) {
    sources.forget(id);
    return true;
  }
}
