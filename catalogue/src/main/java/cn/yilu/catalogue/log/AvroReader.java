package cn.yilu.catalogue.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads Avro's binary encoding from an array; running over its end is an {@link IndexOutOfBoundsException}. */
final class AvroReader {
  private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private final byte[] bytes;
  private int place;

  AvroReader(byte[] bytes) {
    this.bytes = bytes;
  }

  long number() {
    byte next = bytes[place++];
    long raw = next & 0x7F;
    for (int shift = 7; next < 0; shift += 7) {
      next = bytes[place++];
      raw |= (next & 0x7FL) << shift;
    }
    return (raw >>> 1) ^ -(raw & 1);
  }

  int index() {
    return (int) number();
  }

  Key fixed() {
    long high = (long) LONG.get(bytes, place);
    long low = (long) LONG.get(bytes, place + 8);
    place += 16;
    return new Key(high, low);
  }

  byte[] bytes() {
    int length = length();
    byte[] value = Arrays.copyOfRange(bytes, place, place + length);
    place += length;
    return value;
  }

  String text() {
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
