package cn.yilu.examples.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A new folder below {@code target} for everything of one run; gone afterwards. */
final class BenchFolder implements AutoCloseable {
  private final Path path;

  BenchFolder() throws IOException {
    path = Files.createTempDirectory(Files.createDirectories(Path.of("target").toAbsolutePath()), "bench");
  }

  Path path() {
    return path;
  }

  @Override
  public void close() throws IOException {
    clear(path);
  }

  /** Deletes a folder and all that is in it. */
  static void clear(Path folder) throws IOException {
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
  }
}
