package cn.yilu.mappings;

import cn.yilu.mappings.rule.CharactersLost;
import java.text.Normalizer;
import java.util.Arrays;

/** One value of a row, without the blanks around it. A cell object is used again for every value. */
final class Cell {
  char[] chars = {};
  int from;
  int to;
  int column;
  private char[] own = new char[64];
  /** Whether the value lies in our own characters. */
  private boolean built;

  /** Looks at a column of the row; false when the source says nothing there, also in words such as 无 and 不详. */
  boolean look(Row row, int at) {
    int start = row.from[at];
    int end = row.to[at];
    char[] in = row.chars;
    while (start < end && blank(in[start])) {
      start++;
    }
    while (end > start && blank(in[end - 1])) {
      end--;
    }
    chars = in;
    built = false;
    from = start;
    to = end;
    column = at;
    return end > start && (end - start > 4 || !saysNothing());
  }

  static boolean blank(char c) {
    return c <= ' ' || c == '\u3000' || c == '\u00a0' || c == '\ufeff' || c == '\u200b';
  }

  private boolean saysNothing() {
    char first = chars[from];
    return switch (to - from) {
      case 1 -> first == '无' || first == '/' || first == '-' || first == '—' || first == '\\';
      case 2 -> is("不详") || is("--") || is("暂无") || is("未知");
      case 4 -> is("NULL") || is("null");
      default -> false;
    };
  }

  boolean is(String text) {
    if (text.length() != to - from) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (chars[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  boolean startsWith(String text) {
    if (text.length() > to - from) {
      return false;
    }
    for (int i = 0; i < text.length(); i++) {
      if (chars[from + i] != text.charAt(i)) {
        return false;
      }
    }
    return true;
  }

  int length() {
    return to - from;
  }

  String text() {
    return new String(chars, from, to - from);
  }

  /** Turns full-width characters into their plain ones; most values have none and stay as they are. */
  void narrow() {
    for (int i = from; i < to; i++) {
      char c = chars[i];
      if ((c >= '\uff01' && c <= '\uff5e') || c == '\u3000') {
        String plain = Normalizer.normalize(text(), Normalizer.Form.NFKC);
        begin(plain.length());
        plain.getChars(0, plain.length(), own, 0);
        from = 0;
        to = plain.length();
        return;
      }
    }
  }

  /** Copies the characters but those that only steer a device. */
  void clean() {
    char[] in = chars;
    int start = from;
    int end = to;
    begin(end - start);
    for (int i = start; i < end; i++) {
      if (!CharactersLost.steers(in[i])) {
        own[to++] = in[i];
      }
    }
  }

  /** Makes room to build a value of its own, which {@link #append} fills. */
  void begin(int expected) {
    if (own.length < expected || built) {
      own = new char[Math.max(64, expected * 2)];
    }
    chars = own;
    built = true;
    from = 0;
    to = 0;
  }

  void append(char[] in, int start, int end) {
    if (to + end - start > own.length) {
      own = Arrays.copyOf(own, (to + end - start) * 2);
      chars = own;
    }
    System.arraycopy(in, start, own, to, end - start);
    to += end - start;
  }

  void append(String text) {
    append(text.toCharArray(), 0, text.length());
  }
}
