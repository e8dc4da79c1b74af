package cn.yilu.mappings;

/**
 * Takes an address apart from its end: {@code …3号楼2单元501}, {@code 3#2-501}, {@code 三栋二单元5楼东户}, {@code 3-2-501}.
 * Used again for every address.
 */
final class AddressText {
  private static final String CHINESE = "〇一二三四五六七八九";

  final Cell building = new Cell();
  final Cell unit = new Cell();
  final Cell room = new Cell();
  char[] chars = new char[128];
  int length;
  /** What stands before the building. */
  int headEnd;

  /** Takes apart what the cell holds. */
  void read(Cell cell) {
    clear();
    if (chars.length < cell.length()) {
      chars = new char[cell.length()];
    }
    for (int i = cell.from; i < cell.to; i++) {
      char c = plain(cell.chars[i]);
      if (!Cell.blank(c)) {
        chars[length++] = c;
      }
    }
    headEnd = length;
    int mark = buildingMark();
    if (mark >= 0) {
      marked(mark);
    } else {
      unmarked();
    }
  }

  void clear() {
    length = 0;
    headEnd = 0;
    building.begin(8);
    unit.begin(8);
    room.begin(8);
  }

  boolean complete() {
    return building.length() > 0 && room.length() > 0;
  }

  private static char plain(char c) {
    if (c >= '\uff01' && c <= '\uff5e') {
      return (char) (c - 0xfee0);
    }
    return c == '—' || c == '–' || c == '‐' || c == '−' ? '-' : c;
  }

  /** The last character of the mark behind the building's number, or -1. */
  private int buildingMark() {
    for (int i = length - 1; i > 0; i--) {
      char c = chars[i];
      boolean mark = c == '栋' || c == '幢' || c == '#' || c == '座'
          || (c == '楼' && (chars[i - 1] == '号' || unitFollows(i + 1)));
      if (mark && numberBefore(c == '楼' && chars[i - 1] == '号' ? i - 1 : i) >= 0) {
        return i;
      }
    }
    return -1;
  }

  private boolean unitFollows(int from) {
    int i = from;
    while (i < length && isNumber(chars[i])) {
      i++;
    }
    return i > from && isUnit(i);
  }

  private boolean isUnit(int at) {
    return at + 1 < length && chars[at] == '单' && chars[at + 1] == '元';
  }

  private int numberBefore(int end) {
    int start = end;
    while (start > 0 && isNumber(chars[start - 1])) {
      start--;
    }
    return start < end ? start : -1;
  }

  private static boolean isNumber(char c) {
    return isDigit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '十' || c == '百' || c == '零'
        || c == '两' || CHINESE.indexOf(c) >= 0;
  }

  private void marked(int mark) {
    int end = chars[mark] == '楼' && chars[mark - 1] == '号' ? mark - 1 : mark;
    headEnd = numberBefore(end);
    number(building, headEnd, end);
    behind(mark + 1);
  }

  private void behind(int from) {
    int at = from;
    while (at < length && chars[at] == '-') {
      at++;
    }
    int start = at;
    while (at < length && isNumber(chars[at])) {
      at++;
    }
    boolean isUnit = isUnit(at);
    if (at > start && (isUnit || (at < length && chars[at] == '-'))) {
      number(unit, start, at);
      room(at + (isUnit ? 2 : 1));
    } else {
      room(start);
    }
  }

  private void room(int from) {
    int start = from;
    while (start < length && chars[start] == '-') {
      start++;
    }
    int end = length;
    while (end - 1 > start && "室号户".indexOf(chars[end - 1]) >= 0 && isDigit(chars[end - 2])) {
      end--;
    }
    number(room, start, end);
  }

  private void unmarked() {
    int last = numberBefore(length);
    if (last < 1) {
      return;
    }
    if (chars[last - 1] == '-') {
      dashed(last);
    } else if (last >= 2 && isUnit(last - 2)) {
      int start = numberBefore(last - 2);
      if (start >= 0) {
        headEnd = start;
        number(unit, start, last - 2);
        number(room, last, length);
      }
    }
  }

  private void dashed(int last) {
    int middle = numberBefore(last - 1);
    if (middle < 0) {
      return;
    }
    number(room, last, length);
    if (middle >= 1 && chars[middle - 1] == '-' && numberBefore(middle - 1) >= 0) {
      headEnd = numberBefore(middle - 1);
      number(unit, middle, last - 1);
      number(building, headEnd, middle - 1);
    } else {
      headEnd = middle;
      number(building, middle, last - 1);
    }
  }

  private void number(Cell into, int from, int to) {
    HouseNumber.write(into, chars, from, to);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
