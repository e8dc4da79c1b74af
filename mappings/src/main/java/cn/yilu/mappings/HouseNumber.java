package cn.yilu.mappings;

/** The number of a building, unit or room, in digits without noughts before it, whichever way it was written. */
final class HouseNumber {
  private static final String CHINESE = "〇一二三四五六七八九";

  private HouseNumber() {}

  /** Writes the number that these characters are; what is no number stays as it is. */
  static void write(Cell into, char[] chars, int from, int to) {
    int start = from;
    while (start < to - 1 && chars[start] == '0') {
      start++;
    }
    into.begin(Math.max(to - start, 4));
    if (allChinese(chars, start, to)) {
      into.append(Integer.toString(chinese(chars, start, to)));
    } else {
      into.append(chars, start, to);
    }
  }

  private static boolean allChinese(char[] chars, int from, int to) {
    for (int i = from; i < to; i++) {
      if (CHINESE.indexOf(chars[i]) < 0 && "零两十百".indexOf(chars[i]) < 0) {
        return false;
      }
    }
    return to > from && to - from <= 6;
  }

  private static int chinese(char[] chars, int from, int to) {
    int total = 0;
    int digit = 0;
    for (int i = from; i < to; i++) {
      char c = chars[i];
      if (c == '十' || c == '百') {
        total += (digit == 0 ? 1 : digit) * (c == '十' ? 10 : 100);
        digit = 0;
      } else {
        digit = c == '两' ? 2 : Math.max(CHINESE.indexOf(c), 0);
      }
    }
    return total + digit;
  }
}
