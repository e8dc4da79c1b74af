package cn.yilu.catalogue.secret;

import cn.yilu.catalogue.log.Key;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Keyed hash (HMAC-SHA256) for one purpose; may be used by many threads at once. */
public final class Hmac {
  private static final String ALGORITHM = "HmacSHA256";
  private final Mac prototype;

  Hmac(byte[] key) {
    try {
      prototype = Mac.getInstance(ALGORITHM);
      prototype.init(new SecretKeySpec(key, ALGORITHM));
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
    ByteBuffer joined = ByteBuffer.allocate(size);
    for (byte[] part : parts) {
      joined.putInt(part.length).put(part);
    }
    return copy().doFinal(joined.array());
  }

  /** The first 16 bytes over the parts as UTF-8. */
  public Key key(String... parts) {
    byte[][] bytes = new byte[parts.length][];
    for (int i = 0; i < parts.length; i++) {
      bytes[i] = parts[i].getBytes(StandardCharsets.UTF_8);
    }
    return Key.of(of(bytes));
  }

  /** A clone keeps the key's prepared state; setting one up anew would hash the key twice. */
  private Mac copy() {
    try {
      return (Mac) prototype.clone();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException(e);
    }
  }
}
