package cn.yilu.catalogue.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads Avro's binary encoding from an array; running over its end is an {@link IndexOutOfBoundsException}. */
public final class AvroReader {
  private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private final byte[] bytes;
  private int place;

  public AvroReader(byte[] bytes) {
    this.bytes = bytes;
  }

  public long number() {
    byte next = bytes[place++];
    long raw = next & 0x7F;
    for (int shift = 7; next < 0; shift += 7) {
      next = bytes[place++];
      raw |= (next & 0x7FL) << shift;
    }
    return (raw >>> 1) ^ -(raw & 1);
  }

  public int index() {
    return (int) number();
  }

  public Key fixed() {
    long high = (long) LONG.get(bytes, place);
    long low = (long) LONG.get(bytes, place + 8);
    place += 16;
    return new Key(high, low);
  }

  public byte[] bytes() {
    int length = length();
    byte[] value = Arrays.copyOfRange(bytes, place, place + length);
    place += length;
    return value;
  }

  /** A text that is mostly one of few: {@code likely} itself when it is that. */
  public String text(String likely) {
    int start = place;
    int length = length();
    if (length == likely.length() && same(likely)) {
      place += length;
      return likely;
    }
    place = start;
    return text();
  }

  private boolean same(String likely) {
    for (int i = 0; i < likely.length(); i++) {
      if (bytes[place + i] < 0 || bytes[place + i] != likely.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  public String text() {
    int length = length();
    String value = new String(bytes, place, length, StandardCharsets.UTF_8);
    place += length;
    return value;
  }

  private int length() {
    long length = number();
    if (length < 0 || length > bytes.length - place) {
      throw new IndexOutOfBoundsException("length " + length);
    }
    return (int) length;
  }
}
