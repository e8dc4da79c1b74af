package cn.yilu.connectors;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A folder on this machine into which somebody drops files. Knows which are complete and where they go afterwards; a
 * folder elsewhere (SFTP) would answer the same questions over its own session.
 */
final class Folder {
  private final Path path;
  private final Pattern include;
  private final Optional<String> flag;
  private final Duration settle;
  private Map<String, Seen> seen = new HashMap<>();

  /** A complete file, as it looked when it was taken. */
  record Found(Path path, Look look) {
    String name() {
      return String.valueOf(path.getFileName());
    }
  }

  /** What tells from outside that a file is being written. */
  record Look(long size, FileTime time) {}

  private record Seen(Look look, long since) {}

  private Folder(Path path, Pattern include, Optional<String> flag, Duration settle) {
    this.path = path;
    this.include = include;
    this.flag = flag;
    this.settle = settle;
  }

  static Folder of(Settings settings) {
    return new Folder(Path.of(settings.text("folder")), names(settings.text("include", "*.csv,*.xlsx")),
        settings.optional("doneFileName"), settings.duration("settle", Duration.ofSeconds(5)));
  }

  /** Complete files, oldest first. Links, subfolders and names beginning with a dot are never looked at. */
  List<Found> complete() throws Trouble {
    Map<String, Seen> now = new HashMap<>();
    List<Found> complete = new ArrayList<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(path, this::wanted)) {
      for (Path entry : entries) {
        look(entry).ifPresent(look -> {
          Found found = new Found(entry, look);
          Seen known = known(found);
          now.put(found.name(), known);
          if (isComplete(found, known)) {
            complete.add(found);
          }
        });
      }
    } catch (IOException | DirectoryIteratorException failure) {
      throw new Trouble("无法读取文件夹", "the folder cannot be read", failure);
    }
    seen = now;
    complete.sort(Comparator.comparing((Found found) -> found.look().time()).thenComparing(Found::name));
    return complete;
  }

  /** Whether a file still looks as it did when it was taken. */
  boolean unchanged(Found found) {
    return look(found.path()).filter(found.look()::equals).isPresent();
  }

  /** Moves a file into a folder beside it, under a numbered name where its own is taken, and forgets its flag. */
  void putAside(Found found, String folder) throws Trouble {
    try {
      Path to = Files.createDirectories(path.resolve(folder));
      Files.move(found.path(), free(to, found.name()));
      if (flag.isPresent()) {
        Files.deleteIfExists(flagOf(found, flag.get()));
      }
    } catch (IOException failure) {
      throw new Trouble("文件已入库,但无法移到 " + folder, "the file is committed but cannot be moved to " + folder, failure);
    }
  }

  private boolean wanted(Path entry) {
    String name = String.valueOf(entry.getFileName());
    return !name.startsWith(".") && include.matcher(name).matches()
        && Files.isRegularFile(entry, LinkOption.NOFOLLOW_LINKS);
  }

  private Seen known(Found found) {
    Seen before = seen.get(found.name());
    return before != null && before.look().equals(found.look()) ? before : new Seen(found.look(), System.nanoTime());
  }

  private boolean isComplete(Found found, Seen known) {
    return flag.map(name -> Files.exists(flagOf(found, name)))
        .orElseGet(() -> System.nanoTime() - known.since() >= settle.toNanos());
  }

  private Path flagOf(Found found, String name) {
    return path.resolve(name.replace("${file:name}", found.name()).replace("${file:name.noext}", stem(found.name())));
  }

  private static Optional<Look> look(Path file) {
    try {
      BasicFileAttributes facts = Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return Optional.of(new Look(facts.size(), facts.lastModifiedTime()));
    } catch (IOException gone) {
      return Optional.empty();
    }
  }

  private static Path free(Path folder, String name) throws IOException {
    String stem = stem(name);
    String end = name.substring(stem.length());
    Path free = folder.resolve(name);
    for (int number = 2; Files.exists(free, LinkOption.NOFOLLOW_LINKS); number++) {
      free = folder.resolve(stem + "-" + number + end);
    }
    return free;
  }

  private static String stem(String name) {
    int dot = name.lastIndexOf('.');
    return dot > 0 ? name.substring(0, dot) : name;
  }

  private static Pattern names(String globs) {
    return Pattern.compile(
        Stream.of(globs.strip().split("\\s*,\\s*")).map(Folder::regex).collect(Collectors.joining("|")),
        Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
  }

  private static String regex(String glob) {
    return glob.chars().mapToObj(letter -> switch (letter) {
      case '*' -> ".*";
      case '?' -> ".";
      default -> Pattern.quote(Character.toString(letter));
    }).collect(Collectors.joining());
  }
}
