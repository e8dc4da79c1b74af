package cn.yilu.catalogue.secret;

import cn.yilu.catalogue.DurableFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;

/**
 * The installation key and what derives from it. Every purpose has a key of its own, from which neither another
 * purpose's nor the installation's follows.
 */
public final class Keys {
  private static final int LENGTH = 32;
  private final Hmac installation;

  /** Keys derived from these 32 bytes. */
  public Keys(byte[] installation) {
    if (installation.length != LENGTH) {
      throw new IllegalArgumentException("an installation key has " + LENGTH + " bytes");
    }
    this.installation = new Hmac(installation);
  }

  /** The installation key kept in this file, which is made with mode 0600 when absent. */
  public static Keys keptIn(Path file) {
    try {
      if (Files.notExists(file)) {
        make(file);
      }
      byte[] key = Files.readAllBytes(file);
      if (key.length != LENGTH) {
        throw new IllegalStateException("installation key " + file + " does not have " + LENGTH + " bytes");
      }
      return new Keys(key);
    } catch (IOException e) {
      throw new UncheckedIOException("installation key " + file + " cannot be used", e);
    }
  }

  private static void make(Path file) throws IOException {
    byte[] random = new byte[LENGTH];
    new SecureRandom().nextBytes(random);
    DurableFile.make(file, random);
  }

  /** Keyed hash for this purpose, such as {@code subject} or {@code pseudonym/<grant>}. */
  public Hmac derive(String purpose) {
    return new Hmac(bytes("hmac", purpose));
  }

  /** Tells this key from others without giving it away. */
  byte[] check() {
    return bytes("check", "installation");
  }

  private byte[] bytes(String use, String purpose) {
    return installation.of(use.getBytes(StandardCharsets.UTF_8), purpose.getBytes(StandardCharsets.UTF_8));
  }
}
