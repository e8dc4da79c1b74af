package cn.yilu.mappings;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Writes field values as Avro does: the union branch of a stated value, then the value. */
final class AvroBytes {
  /** Branch 1 of a union of null and a type. */
  static final byte STATED = 2;

  private byte[] bytes = new byte[512];
  private int size;

  byte[] bytes() {
    return bytes;
  }

  int size() {
    return size;
  }

  void cutTo(int to) {
    size = to;
  }

  private void room(int more) {
    if (size + more > bytes.length) {
      bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, size + more));
    }
  }

  /** A text. Its length goes before it, so room for one byte is left, which short texts need, and more is made after. */
  void text(char[] chars, int from, int to) {
    room((to - from) * 3 + 7);
    bytes[size] = STATED;
    int body = size + 2;
    int end = utf8(chars, from, to, body);
    int length = end - body;
    if (length < 64) {
      bytes[size + 1] = (byte) (length << 1);
      size = end;
    } else {
      int wide = length < 1 << 13 ? 2 : length < 1 << 20 ? 3 : length < 1 << 27 ? 4 : 5;
      System.arraycopy(bytes, body, bytes, body + wide - 1, length);
      size++;
      length(length, wide);
      size += length;
    }
  }

  /** A length in exactly so many bytes. */
  private void length(int length, int wide) {
    long rest = (long) length << 1;
    for (int i = 1; i < wide; i++) {
      bytes[size++] = (byte) ((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  private int utf8(char[] chars, int from, int to, int place) {
    byte[] into = bytes;
    int at = place;
    for (int i = from; i < to; i++) {
      char c = chars[i];
      if (c < 0x80) {
        into[at++] = (byte) c;
      } else if (c < 0x800) {
        into[at++] = (byte) (0xc0 | (c >> 6));
        into[at++] = (byte) (0x80 | (c & 0x3f));
      } else if ((c & 0xf800) != 0xd800) {
        into[at++] = (byte) (0xe0 | (c >> 12));
        into[at++] = (byte) (0x80 | ((c >> 6) & 0x3f));
        into[at++] = (byte) (0x80 | (c & 0x3f));
      } else if (Character.isHighSurrogate(c) && i + 1 < to && Character.isLowSurrogate(chars[i + 1])) {
        int point = Character.toCodePoint(c, chars[++i]);
        into[at++] = (byte) (0xf0 | (point >> 18));
        into[at++] = (byte) (0x80 | ((point >> 12) & 0x3f));
        into[at++] = (byte) (0x80 | ((point >> 6) & 0x3f));
        into[at++] = (byte) (0x80 | (point & 0x3f));
      } else {
        into[at++] = '?';
      }
    }
    return at;
  }

  /** A text made of a prefix and the text written at a place of these bytes before. */
  void prefixed(byte[] prefix, int from, int to) {
    int body = from + 1;
    while (bytes[body] < 0) {
      body++;
    }
    body++;
    int length = to - body;
    room(prefix.length + length + 7);
    bytes[size++] = STATED;
    varint((long) (prefix.length + length) << 1);
    System.arraycopy(prefix, 0, bytes, size, prefix.length);
    System.arraycopy(bytes, body, bytes, size + prefix.length, length);
    size += prefix.length + length;
  }

  /** An int, long, date or timestamp. */
  void number(long value) {
    room(11);
    bytes[size++] = STATED;
    varint((value << 1) ^ (value >> 63));
  }

  void decimal(double value) {
    room(9);
    bytes[size++] = STATED;
    long bits = Double.doubleToRawLongBits(value);
    for (int i = 0; i < 8; i++) {
      bytes[size++] = (byte) (bits >>> (8 * i));
    }
  }

  void truth(boolean value) {
    room(2);
    bytes[size++] = STATED;
    bytes[size++] = value ? (byte) 1 : 0;
  }

  void copy(byte[] from) {
    room(from.length);
    System.arraycopy(from, 0, bytes, size, from.length);
    size += from.length;
  }

  private void varint(long value) {
    long rest = value;
    while ((rest & ~0x7fL) != 0) {
      bytes[size++] = (byte) ((rest & 0x7f) | 0x80);
      rest >>>= 7;
    }
    bytes[size++] = (byte) rest;
  }

  /** The text that was written at this place. */
  String textAt(int from, int to) {
    int body = from + 1;
    while (bytes[body] < 0) {
      body++;
    }
    return new String(bytes, body + 1, to - body - 1, StandardCharsets.UTF_8);
  }

  /** The number that was written at this place. */
  long numberAt(int from) {
    long value = 0;
    int shift = 0;
    int at = from + 1;
    byte b;
    do {
      b = bytes[at++];
      value |= (long) (b & 0x7f) << shift;
      shift += 7;
    } while (b < 0);
    return (value >>> 1) ^ -(value & 1);
  }

  byte[] written() {
    return Arrays.copyOf(bytes, size);
  }
}
