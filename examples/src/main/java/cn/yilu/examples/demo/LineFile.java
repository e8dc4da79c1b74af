package cn.yilu.examples.demo;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What a child process writes, line by line, begun anew with each start of the demo. Lines after the end are dropped. */
final class LineFile implements AutoCloseable {
  private static final int SHOWN = 300;
  private final Path file;
  private final BufferedWriter out;
  private boolean closed;
  private String lastLine = "";

  LineFile(Path file) {
    this.file = file;
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      out = Files.newBufferedWriter(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path file() {
    return file;
  }

  synchronized void write(String line) {
    if (!line.isBlank()) {
      lastLine = line.substring(0, Math.min(line.length(), SHOWN));
    }
    if (!closed) {
      try {
        out.write(line);
        out.newLine();
        out.flush();
      } catch (IOException e) {
        closed = true;
      }
    }
  }

  /** The last line that was not blank, cut to a readable length. */
  synchronized String lastLine() {
    return lastLine;
  }

  @Override
  public synchronized void close() {
    closed = true;
    try {
      out.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
