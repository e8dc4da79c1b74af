package cn.yilu.mappings;

import java.util.Set;

/** Reads numbers as people write them. */
final class Numbers {
  private static final double[] TENS = {1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14,
      1e15};

  private Numbers() {}

  /** Where the unit behind a number begins; the cell's characters are made plain. */
  static int unit(Cell cell) {
    cell.narrow();
    int end = cell.to;
    while (end > cell.from && !isDigit(cell.chars[end - 1])) {
      end--;
    }
    // The digit of a unit such as m2 is none of the number's.
    if (end == cell.to && end - cell.from > 2 && !numeric(cell.chars[end - 2])) {
      end--;
      while (end > cell.from && !isDigit(cell.chars[end - 1])) {
        end--;
      }
    }
    return end;
  }

  private static boolean numeric(char c) {
    return isDigit(c) || c == '.' || c == ',' || c == '-' || c == '+';
  }

  /** The number in this cell, perhaps with one of the units behind it; NaN when there is none. */
  static double read(Cell cell, Set<String> units) {
    int end = unit(cell);
    if (end < cell.to) {
      String unit = new String(cell.chars, end, cell.to - end).strip();
      if (!units.contains(unit)) {
        return Double.NaN;
      }
    }
    return read(cell.chars, cell.from, end);
  }

  /**
   * The number in these characters: a sign, digits, a fraction. Commas stand before groups of three digits; anywhere else
   * one may be meant as a decimal point, so that there is no number.
   */
  static double read(char[] chars, int from, int to) {
    int at = from;
    boolean negative = at < to && chars[at] == '-';
    if (at < to && (negative || chars[at] == '+')) {
      at++;
    }
    long digits = 0;
    int count = 0;
    int decimals = -1;
    int group = 0;
    boolean grouped = false;
    for (; at < to; at++) {
      char c = chars[at];
      if (isDigit(c)) {
        digits = digits * 10 + c - '0';
        count++;
        group += decimals < 0 ? 1 : 0;
        decimals += decimals >= 0 ? 1 : 0;
      } else if (c == '.' && decimals < 0) {
        decimals = 0;
      } else if (c == ',' && decimals < 0 && group > 0 && group < 4 && (!grouped || group == 3)) {
        grouped = true;
        group = 0;
      } else {
        return Double.NaN;
      }
    }
    if (count == 0 || count > 15 || (grouped && group != 3)) {
      return Double.NaN;
    }
    double number = digits / TENS[Math.max(decimals, 0)];
    return negative ? -number : number;
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
