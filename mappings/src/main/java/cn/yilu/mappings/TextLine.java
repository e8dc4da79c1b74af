package cn.yilu.mappings;

/** A line of delimited text by itself, whatever quotes around it say. */
final class TextLine {
  private TextLine() {}

  /** Where the line that holds this place ends, without its line end. */
  static int end(char[] chars, int from, int limit) {
    int end = from;
    while (end < limit && chars[end] != '\n' && chars[end] != '\r') {
      end++;
    }
    return end;
  }

  /** Where the line after the one that ends here begins. */
  static int next(char[] chars, int end, int limit) {
    int at = end;
    if (at < limit && chars[at] == '\r') {
      at++;
    }
    if (at < limit && chars[at] == '\n') {
      at++;
    }
    return at;
  }

  /** How many cells the line that begins here has; -1 when a quote of it is not closed in it. */
  static int cells(char[] chars, int from, int limit, char separator, char quote) {
    int end = end(chars, from, limit);
    int cells = 1;
    boolean inside = false;
    for (int at = from; at < end; at++) {
      inside ^= chars[at] == quote;
      cells += chars[at] == separator && !inside ? 1 : 0;
    }
    return inside ? -1 : cells;
  }
}
