package cn.yilu.examples.health;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;

/** How many messages of a queue have been acknowledged, kept on disk so that a restart goes on there. */
final class Outbox implements AutoCloseable {
  private final RandomAccessFile file;
  private long position;

  Outbox(Path path) throws IOException {
    Files.createDirectories(path.toAbsolutePath().getParent());
    file = new RandomAccessFile(path.toFile(), "rw");
    position = file.length() < Long.BYTES ? 0 : file.readLong();
  }

  long position() {
    return position;
  }

  void advance() throws IOException {
    position++;
    file.seek(0);
    file.writeLong(position);
  }

  @Override
  public void close() throws IOException {
    file.close();
  }
}
