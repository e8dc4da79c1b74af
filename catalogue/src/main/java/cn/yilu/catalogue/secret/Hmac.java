package cn.yilu.catalogue.secret;

import cn.yilu.catalogue.log.Key;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Keyed hash (HMAC-SHA256) for one purpose; may be used by many threads at once. Each thread has its own: every claim
 * and every subject needs a hash of a few bytes, and cloning a prepared one costs more than the hash.
 */
public final class Hmac {
  private static final String ALGORITHM = "HmacSHA256";
  private final ThreadLocal<Mac> own;

  Hmac(byte[] key) {
    SecretKeySpec secret = new SecretKeySpec(key, ALGORITHM);
    own = ThreadLocal.withInitial(() -> prepared(secret));
  }

  private static Mac prepared(SecretKeySpec secret) {
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(secret);
      return mac;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** 32 bytes over the parts; each counts with its length, so {@code ("ab","c")} differs from {@code ("a","bc")}. */
  public byte[] of(byte[]... parts) {
    int size = 0;
    for (byte[] part : parts) {
      size += Integer.BYTES + part.length;
    }
    byte[] joined = new byte[size];
    int at = 0;
    for (byte[] part : parts) {
      at = join(joined, at, part);
    }
    return own.get().doFinal(joined);
  }

  private static int join(byte[] joined, int at, byte[] part) {
    for (int i = 0; i < Integer.BYTES; i++) {
      joined[at + i] = (byte) (part.length >>> (24 - 8 * i));
    }
    System.arraycopy(part, 0, joined, at + Integer.BYTES, part.length);
    return at + Integer.BYTES + part.length;
  }

  /** The first 16 bytes over the parts as UTF-8. */
  public Key key(String... parts) {
    byte[][] bytes = new byte[parts.length][];
    for (int i = 0; i < parts.length; i++) {
      bytes[i] = parts[i].getBytes(StandardCharsets.UTF_8);
    }
    return Key.of(of(bytes));
  }
}
