package cn.yilu.mappings.view;

/** Bytes of JSON in UTF-8. */
final class JsonBytes extends Bytes {
  private static final double LARGEST_PLAIN = 1e12;
  private static final byte[] ESCAPES = escapes();

  JsonBytes(int capacity) {
    super(capacity);
  }

  /** Per byte: 0 as it stands, 1 as a numbered escape, else the letter after the backslash. */
  private static byte[] escapes() {
    byte[] table = new byte[256];
    for (int i = 0; i < ' '; i++) {
      table[i] = 1;
    }
    table['"'] = '"';
    table['\\'] = '\\';
    table['\n'] = 'n';
    table['\r'] = 'r';
    table['\t'] = 't';
    table['\b'] = 'b';
    table['\f'] = 'f';
    return table;
  }

  /** A JSON string of this UTF-8. */
  void quoted(byte[] from, int start, int end) {
    room((end - start) * 6 + 2);
    byte[] to = array;
    int at = size;
    to[at++] = '"';
    for (int i = start; i < end; i++) {
      byte b = from[i];
      if (ESCAPES[b & 0xff] == 0) {
        to[at++] = b;
      } else {
        at = escape(b, to, at);
      }
    }
    to[at++] = '"';
    size = at;
  }

  private static int escape(byte b, byte[] to, int from) {
    int at = from;
    to[at++] = '\\';
    if (ESCAPES[b] != 1) {
      to[at++] = ESCAPES[b];
      return at;
    }
    to[at++] = 'u';
    to[at++] = '0';
    to[at++] = '0';
    to[at++] = (byte) ('0' + (b >> 4));
    to[at++] = (byte) "0123456789abcdef".charAt(b & 15);
    return at;
  }

  void decimal(long value) {
    room(20);
    if (value == Long.MIN_VALUE) {
      ascii(Long.toString(value));
      return;
    }
    long rest = Math.abs(value);
    int width = value < 0 ? 2 : 1;
    for (long larger = rest; larger >= 10; larger /= 10) {
      width++;
    }
    for (int i = size + width - 1; i >= size; i--) {
      array[i] = (byte) ('0' + rest % 10);
      rest /= 10;
    }
    if (value < 0) {
      array[size] = '-';
    }
    size += width;
  }

  /** A number that reads back as the same double; JSON has no word for infinite and undefined, they become null. */
  void decimal(double value) {
    long hundredths = Math.round(value * 100);
    if (Math.abs(value) < LARGEST_PLAIN && hundredths / 100.0 == value && hundredths != 0) {
      hundredths(hundredths);
    } else {
      ascii(Double.isFinite(value) ? Double.toString(value) : "null");
    }
  }

  /** At least one, at most two digits after the point, as is shortest. */
  private void hundredths(long value) {
    if (value < 0) {
      put('-');
    }
    long rest = Math.abs(value);
    decimal(rest / 100);
    put('.');
    int fraction = (int) (rest % 100);
    put('0' + fraction / 10);
    if (fraction % 10 != 0) {
      put('0' + fraction % 10);
    }
  }
}
