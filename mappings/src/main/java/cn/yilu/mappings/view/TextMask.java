package cn.yilu.mappings.view;

import cn.yilu.schemas.Mask;

/**
 * Masks texts, character by character. What is too short to be masked as its mask says shows less, never more; the
 * number of characters stays, except where an address is cut or a code shortened.
 */
final class TextMask {
  private static final int ID_HEAD = 6;
  private static final int ID_TAIL = 4;
  private static final int SHORTEST_ID = 15;
  private final CodePoints points = new CodePoints();
  private final Bytes out = new Bytes(256);
  private byte[] bytes = new byte[0];

  /** The masked text; valid until the next call. */
  Bytes apply(Mask mask, boolean child, byte[] text, int from, int to) {
    out.clear();
    bytes = text;
    points.read(text, from, to);
    int n = points.count;
    switch (mask) {
      case NONE -> out.put(text, from, to);
      case ID -> id(n, child);
      case PHONE -> phone(n);
      case NAME -> keep(n > 1 ? 1 : 0, 0);
      case ADDRESS -> address();
      case TAIL -> keep(0, tail(n, child));
      case CHAPTER -> out.put(text, from, points.starts[Math.min(n, 3)]);
      case YEAR, HASH, DROP -> throw new IllegalArgumentException("no mask of a text: " + mask);
    }
    return out;
  }

  private void id(int n, boolean child) {
    if (child || n < SHORTEST_ID) {
      keep(n > 2 ? 1 : 0, n > 2 ? 1 : 0);
    } else {
      keep(ID_HEAD, ID_TAIL);
    }
  }

  private static int tail(int n, boolean child) {
    int shown = child ? 1 : 4;
    return n > shown ? shown : 0;
  }

  private void phone(int n) {
    int[] at = points.at;
    if (n == 11 && at[0] == '1') {
      keep(3, 4);
    } else {
      int area = n > 0 && at[0] == '0' ? areaCode(n) : 0;
      keep(n - area >= 7 ? area : 0, n - area >= 7 ? 2 : 0);
    }
  }

  /** Length of the area code of a landline, with its dash. */
  private int areaCode(int n) {
    for (int i = 2; i < Math.min(n, 6); i++) {
      if (points.at[i] == '-') {
        return i + 1;
      }
    }
    return n > 1 && (points.at[1] == '1' || points.at[1] == '2') ? 3 : 4;
  }

  private void address() {
    int kept = AddressCut.length(points);
    if (kept == 0) {
      out.put('*');
    } else {
      out.put(bytes, points.starts[0], points.starts[kept]);
    }
  }

  /** So many characters at the head and at the tail as they are, an asterisk for every one between. */
  private void keep(int head, int tail) {
    int n = points.count;
    out.put(bytes, points.starts[0], points.starts[head]);
    out.fill('*', n - head - tail);
    out.put(bytes, points.starts[n - tail], points.starts[n]);
  }
}
