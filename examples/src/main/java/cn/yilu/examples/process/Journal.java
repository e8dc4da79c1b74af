package cn.yilu.examples.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Notes which processes we started, so that a later run can end those a killed run left behind. A process is only taken
 * for ours when its id, its start time and a mark in its command line are all as noted.
 */
public final class Journal {
  private static final Duration PATIENCE = Duration.ofSeconds(20);
  /** Start times are counted from the machine's boot, whose time moves when the clock is set. */
  private static final long CLOCK_STEP = 2_000;
  private final Kept kept;

  public Journal(Path file) {
    kept = new Kept(file);
  }

  /** Notes a process; {@code mark} is a part of its command line that nobody else's has. */
  public synchronized void note(String name, ProcessHandle process, String mark) {
    long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(-1L);
    kept.put(name, process.pid() + " " + started + " " + mark);
  }

  /** The process noted under this name, if it still runs. */
  public synchronized Optional<ProcessHandle> find(String name) {
    return kept.get(name).flatMap(Journal::ours);
  }

  /** Ends every process that an earlier run noted and that still runs, and says which. */
  public synchronized List<String> clear() {
    List<String> ended = new ArrayList<>();
    kept.all().forEach((name, line) -> ours(line).ifPresent(process -> {
      Child.end(process, PATIENCE);
      ended.add(name);
    }));
    kept.replace(Map.of());
    return List.copyOf(ended);
  }

  private static Optional<ProcessHandle> ours(String line) {
    String[] parts = line.split(" ", 3);
    long started = Long.parseLong(parts[1]);
    return ProcessHandle.of(Long.parseLong(parts[0]))
        .filter(p -> p.info().startInstant().map(s -> Math.abs(s.toEpochMilli() - started) <= CLOCK_STEP).orElse(false))
        .filter(p -> commandLine(p.pid()).contains(parts[2]));
  }

  /** The command line as the kernel knows it; empty when the process is gone. */
  static String commandLine(long pid) {
    try {
      return new String(Files.readAllBytes(Path.of("/proc/" + pid + "/cmdline")), StandardCharsets.UTF_8)
          .replace('\0', ' ');
    } catch (java.nio.file.NoSuchFileException e) {
      return "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
