package cn.yilu.catalogue.postgres;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * That this process, and no other, runs the server of a directory. It ends with the process, however that ends; so a
 * server that still runs while nobody owns its directory is an orphan.
 */
record Ownership(FileChannel channel) implements AutoCloseable {

  static Ownership of(Path home) throws IOException {
    Files.createDirectories(home);
    FileChannel channel = FileChannel.open(home.resolve("owner.lock"), StandardOpenOption.CREATE,
        StandardOpenOption.WRITE);
    boolean taken = false;
    try {
      taken = channel.tryLock() != null;
    } catch (OverlappingFileLockException e) {
      // Taken by another server of this process.
    }
    if (!taken) {
      channel.close();
      throw new Taken(home);
    }
    return new Ownership(channel);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  /** Another running process owns the directory. */
  static final class Taken extends IllegalStateException {
    private static final long serialVersionUID = 1;

    Taken(Path home) {
      super("PostgreSQL in " + home + " is in use by another running service");
    }
  }
}
