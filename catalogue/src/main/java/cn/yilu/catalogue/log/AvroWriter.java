package cn.yilu.catalogue.log;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes Avro's binary encoding into a growing array; for the log's blocks and what stands in them, and therefore fast. */
public final class AvroWriter {
  private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
  private static final int LONGEST_NUMBER = 10;
  private byte[] bytes;
  private int size;

  /** Room for so many bytes at first; it grows. */
  public AvroWriter(int expected) {
    bytes = new byte[Math.max(64, expected)];
  }

  public void number(long value) {
    reserve(LONGEST_NUMBER);
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7FL) != 0) {
      bytes[size++] = (byte) (rest | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  public void fixed(Key key) {
    reserve(16);
    LONG.set(bytes, size, key.high());
    LONG.set(bytes, size + 8, key.low());
    size += 16;
  }

  public void bytes(byte[] value) {
    number(value.length);
    raw(value, 0, value.length);
  }

  public void text(String value) {
    bytes(value.getBytes(StandardCharsets.UTF_8));
  }

  void append(AvroWriter other) {
    raw(other.bytes, 0, other.size);
  }

  /** Forgets what was written and keeps the room; gives itself. */
  public AvroWriter clear() {
    size = 0;
    return this;
  }

  /** The array written into, of which {@link #size} bytes count. */
  public byte[] array() {
    return bytes;
  }

  public int size() {
    return size;
  }

  /** Copies bytes as they stand. */
  public void raw(byte[] from, int start, int length) {
    reserve(length);
    System.arraycopy(from, start, bytes, size, length);
    size += length;
  }

  /** What was written. */
  public byte[] toBytes() {
    return Arrays.copyOf(bytes, size);
  }

  private void reserve(int more) {
    if (bytes.length - size < more) {
      bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(size, more), Math.addExact(bytes.length, bytes.length / 2)));
    }
  }
}
