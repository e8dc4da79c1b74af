package cn.yilu.catalogue.log;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/** A key of an entry: 16 opaque bytes, never a personal number. Ordered as unsigned bytes. */
public record Key(long high, long low) implements Comparable<Key> {

  /** The first 16 bytes at this place. */
  public static Key of(byte[] bytes) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new Key(buffer.getLong(), buffer.getLong());
  }

  /** From 32 hexadecimal digits. */
  public static Key parse(String hex) {
    return of(HexFormat.of().parseHex(hex));
  }

  public byte[] bytes() {
    return ByteBuffer.allocate(16).putLong(high).putLong(low).array();
  }

  @Override
  public int compareTo(Key other) {
    int first = Long.compareUnsigned(high, other.high);
    return first != 0 ? first : Long.compareUnsigned(low, other.low);
  }

  /** 32 hexadecimal digits. */
  @Override
  public String toString() {
    HexFormat hex = HexFormat.of();
    return hex.toHexDigits(high) + hex.toHexDigits(low);
  }
}
