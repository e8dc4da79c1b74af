package cn.yilu.catalogue.record;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Slices of a record's Avro bytes: the union branch, then the value; a text has its length before its UTF-8. */
public final class Slices {
  private Slices() {}

  /** Text of a stated string slice. */
  public static String text(byte[] values, int from, int to) {
    int at = from + 1;
    while (values[at] < 0) {
      at++;
    }
    return new String(values, at + 1, to - at - 1, StandardCharsets.UTF_8);
  }

  /** Text of a field, if it is stated. */
  public static Optional<String> stated(byte[] values, int[] bounds, int field) {
    return values[bounds[field]] == 0
        ? Optional.empty()
        : Optional.of(text(values, bounds[field], bounds[field + 1]));
  }

  /** Number of a field of type long, or what to take when it is not stated. */
  static long number(byte[] values, int[] bounds, int field, long otherwise) {
    if (values[bounds[field]] == 0) {
      return otherwise;
    }
    long raw = 0;
    for (int at = bounds[field + 1] - 1; at > bounds[field]; at--) {
      raw = (raw << 7) | (values[at] & 0x7f);
    }
    return (raw >>> 1) ^ -(raw & 1);
  }

  /** A stated string slice of a text of at most 63 bytes. */
  static byte[] text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    if (utf8.length > 63) {
      throw new IllegalArgumentException("only short texts are written here");
    }
    byte[] slice = new byte[utf8.length + 2];
    slice[0] = 2;
    slice[1] = (byte) (utf8.length << 1);
    System.arraycopy(utf8, 0, slice, 2, utf8.length);
    return slice;
  }
}
