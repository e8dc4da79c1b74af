package cn.yilu.catalogue.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes Avro's binary encoding into a growing array; for the shapes of a block only, and therefore fast. */
final class AvroWriter {
  private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int LONGEST_NUMBER = 10;
  private byte[] bytes;
  private int size;

  AvroWriter(int expected) {
    bytes = new byte[Math.max(64, expected)];
  }

  void number(long value) {
    reserve(LONGEST_NUMBER);
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  void fixed(Key key) {
    reserve(16);
    LONG.set(bytes, size, key.high());
    LONG.set(bytes, size + 8, key.low());
    size += 16;
  }

  void bytes(byte[] value) {
    number(value.length);
    append(value, value.length);
  }

  void text(String value) {
    bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  void append(AvroWriter other) {
    append(other.bytes, other.size);
  }

  byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void append(byte[] value, int length) {
    reserve(length);
    System.arraycopy(value, 0, bytes, size, length);
    size += length;
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), Math.addExact(bytes.length, bytes.length / 2)));
    }
  }
}
