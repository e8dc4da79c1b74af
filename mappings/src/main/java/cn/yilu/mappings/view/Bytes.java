package cn.yilu.mappings.view;

import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes that grow. Callers ask for room once and then write; nothing is allocated per value. */
sealed class Bytes permits JsonBytes {
  private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
  byte[] array = new byte[0];
  int size;
  private final int capacity;

  /** Takes so much memory at the first byte, and none before. */
  Bytes(int capacity) {
    this.capacity = capacity;
  }

  void clear() {
    size = 0;
  }

  /** Makes sure that so many bytes can be written without asking again. */
  void room(int more) {
    if (array.length - size < more) {
      int doubled = (int) Math.min(Integer.MAX_VALUE - 8, array.length * 2L);
      array = Arrays.copyOf(array, Math.max(Math.addExact(size, more), Math.max(doubled, capacity)));
    }
  }

  void put(byte[] from) {
    put(from, 0, from.length);
  }

  void put(byte[] from, int start, int end) {
    room(end - start);
    System.arraycopy(from, start, array, size, end - start);
    size += end - start;
  }

  void put(int one) {
    room(1);
    array[size++] = (byte) one;
  }

  void fill(int one, int times) {
    room(times);
    Arrays.fill(array, size, size + times, (byte) one);
    size += times;
  }

  /** A number as Avro writes int and long. */
  void number(long value) {
    room(10);
    long rest = (value << 1) ^ (value >> 63);
    while ((rest & ~0x7fL) != 0) {
      array[size++] = (byte) ((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    array[size++] = (byte) rest;
  }

  /** A text as Avro writes it: length, then UTF-8. */
  void text(byte[] from, int start, int end) {
    number(end - start);
    put(from, start, end);
  }

  /** Two lower-case hexadecimal digits for each of so many bytes. */
  void hex(byte[] from, int count) {
    room(count * 2);
    for (int i = 0; i < count; i++) {
      array[size++] = HEX[(from[i] >> 4) & 15];
      array[size++] = HEX[from[i] & 15];
    }
  }

  /** A decimal number with at least so many digits; not negative. */
  void digits(int value, int width) {
    room(width);
    int rest = value;
    for (int i = size + width - 1; i >= size; i--) {
      array[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    size += width;
  }

  void ascii(String text) {
    room(text.length());
    for (int i = 0; i < text.length(); i++) {
      array[size++] = (byte) text.charAt(i);
    }
  }

  /** What was written, without a copy: nothing may be written any more while it is read. */
  InputStream content() {
    return new ByteArrayInputStream(array, 0, size);
  }

  byte[] toBytes() {
    return Arrays.copyOf(array, size);
  }
}
