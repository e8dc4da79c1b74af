package cn.yilu.catalogue.postgres;

import cn.yilu.catalogue.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;

/** A random password kept in a file that only we may read. */
final class Password {
  private Password() {}

  /** The password in this file, which is made when absent. */
  static String keptIn(Path file) {
    try {
      if (Files.notExists(file)) {
        byte[] random = new byte[24];
        new SecureRandom().nextBytes(random);
        Files.createDirectories(file.resolveSibling("."));
        DurableFile.make(file, HexFormat.of().formatHex(random).getBytes(StandardCharsets.US_ASCII));
      }
      return Files.readString(file).strip();
    } catch (IOException e) {
      throw new UncheckedIOException("password file " + file + " cannot be used", e);
    }
  }
}
