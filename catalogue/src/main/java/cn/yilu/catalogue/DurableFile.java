package cn.yilu.catalogue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;

/**
 * Small files that only we may read, such as keys and settings: once written they are there whole, also after the power
 * failed, and before that not at all.
 */
public final class DurableFile {
  private DurableFile() {}

  /** Writes it in the place of an earlier one. */
  public static void put(Path file, byte[] content) throws IOException {
    Path draft = draft(file, content);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    flush(folder(file));
  }

  /** Writes it unless it is there already, perhaps by somebody who was faster; whichever was first stays. */
  public static void make(Path file, byte[] content) throws IOException {
    Path draft = draft(file, content);
    try {
      Files.createLink(file, draft);
    } catch (FileAlreadyExistsException e) {
      // Whoever was first made everybody's.
    } finally {
      Files.delete(draft);
    }
    flush(folder(file));
  }

  private static Path draft(Path file, byte[] content) throws IOException {
    Path draft = Files.createTempFile(folder(file), "." + file.getFileName(), ".new",
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
    return draft;
  }

  private static void flush(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  private static Path folder(Path file) {
    return Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file lies in a folder");
  }
}
