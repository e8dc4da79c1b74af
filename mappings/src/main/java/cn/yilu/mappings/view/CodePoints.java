package cn.yilu.mappings.view;

import java.util.Arrays;

/** The characters of a UTF-8 text and where each begins; rare characters such as 𠮷 count once. Filled again and again. */
final class CodePoints {
  int[] at = new int[64];
  int[] starts = new int[65];
  int count;

  /** Reads a text; {@code starts[count]} is its end. */
  void read(byte[] bytes, int from, int to) {
    if (at.length < to - from) {
      at = Arrays.copyOf(at, (to - from) * 2);
      starts = new int[at.length + 1];
    }
    count = 0;
    int i = from;
    while (i < to) {
      int b = bytes[i];
      int length = b >= 0 ? 1 : (b & 0xe0) == 0xc0 ? 2 : (b & 0xf0) == 0xe0 ? 3 : 4;
      starts[count] = i;
      at[count++] = b >= 0 ? b : wide(bytes, i, Math.min(length, to - i));
      i += length;
    }
    starts[count] = to;
  }

  private static int wide(byte[] bytes, int from, int length) {
    int point = bytes[from] & (0x7f >> length);
    for (int i = 1; i < length; i++) {
      point = (point << 6) | (bytes[from + i] & 0x3f);
    }
    return point;
  }
}
