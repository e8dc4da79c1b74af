package cn.yilu.mappings;

import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Lines of bytes where they lie in a buffer. A line of more than a mebibyte is cut, and the rest of it passed over. */
final class ByteLines {
  private static final int LONGEST = 1 << 20;

  private final InputStream in;
  private byte[] bytes = new byte[64 * 1024];
  private int from;
  private int to;
  private int next;
  private int limit;
  private boolean ended;
  private boolean whole = true;

  ByteLines(InputStream in) {
    this.in = in;
  }

  byte[] bytes() {
    return bytes;
  }

  int from() {
    return from;
  }

  int length() {
    return to - from;
  }

  /** Whether the line was short enough to be held. */
  boolean isWhole() {
    return whole;
  }

  boolean isBlank() {
    for (int i = from; i < to; i++) {
      if (bytes[i] > ' ' || bytes[i] < 0) {
        return false;
      }
    }
    return true;
  }

  /** Goes to the next line; false at the end. */
  boolean next() throws IOException {
    from = next;
    int end = find(from);
    while (end < 0 && !ended) {
      if (limit - from >= LONGEST) {
        return tooLong();
      }
      int searched = limit - from;
      more();
      end = find(from + searched);
    }
    to = end < 0 ? limit : end;
    next = end < 0 ? limit : end + 1;
    whole = true;
    return to > from || end >= 0;
  }

  private int find(int at) {
    for (int i = at; i < limit; i++) {
      if (bytes[i] == '\n') {
        return i;
      }
    }
    return -1;
  }

  private void more() throws IOException {
    if (from > 0) {
      System.arraycopy(bytes, from, bytes, 0, limit - from);
      limit -= from;
      from = 0;
    }
    if (limit == bytes.length) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    int read = in.read(bytes, limit, bytes.length - limit);
    ended = read < 0;
    limit += Math.max(read, 0);
  }

  /** Keeps the first bytes of the line and passes over the rest. */
  private boolean tooLong() throws IOException {
    to = limit;
    byte[] piece = new byte[8192];
    whole = false;
    for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
      for (int i = 0; i < read; i++) {
        if (piece[i] == '\n') {
          rest(piece, i + 1, read);
          return true;
        }
      }
    }
    ended = true;
    next = limit;
    return true;
  }

  private void rest(byte[] piece, int at, int end) {
    if (bytes.length - limit < end - at) {
      bytes = Arrays.copyOf(bytes, bytes.length * 2);
    }
    System.arraycopy(piece, at, bytes, limit, end - at);
    next = limit;
    limit += end - at;
  }
}
