package cn.yilu.mappings.view;

/**
 * Where an address stops telling the community or estate and starts telling the building (楼栋). A number stays only
 * as a house number in a street or as part of a place's name; from the first other number, or word for a building,
 * everything is cut. In doubt it cuts earlier.
 */
final class AddressCut {
  private static final String NUMERALS = "〇零一二三四五六七八九十百两甲乙丙丁";
  private static final String STREETS = "路街巷道弄段同村庄里线";
  private static final String PLACES = "路街巷道弄里村组队区期社";
  private static final String HOUSES = "栋幢座楼樓层室单單#＃";
  private static final String LOOSE_ENDS = " \u3000-－—,，、/·.(（第";
  private static final byte NUMERAL = 1;
  private static final byte STREET = 2;
  private static final byte PLACE = 4;
  private static final byte HOUSE = 8;
  private static final byte LOOSE = 16;
  /** What each character of the basic plane is good for. */
  private static final byte[] CLASSES = classes();

  private AddressCut() {}

  private static byte[] classes() {
    byte[] classes = new byte[1 << 16];
    NUMERALS.chars().forEach(c -> classes[c] |= NUMERAL);
    STREETS.chars().forEach(c -> classes[c] |= STREET);
    PLACES.chars().forEach(c -> classes[c] |= PLACE);
    HOUSES.chars().forEach(c -> classes[c] |= HOUSE);
    LOOSE_ENDS.chars().forEach(c -> classes[c] |= LOOSE);
    return classes;
  }

  /** How many characters stay. */
  static int length(CodePoints text) {
    int n = text.count;
    int i = 0;
    while (i < n && !cutsHere(text, i)) {
      i = Math.max(i + 1, numberEnd(text, i));
    }
    while (i > 0 && in(LOOSE, text.at[i - 1])) {
      i--;
    }
    return i;
  }

  private static boolean cutsHere(CodePoints text, int i) {
    int c = text.at[i];
    if (digit(c)) {
      return !keepsNumber(text, i, numberEnd(text, i));
    }
    if (letter(c)) {
      int end = numberEnd(text, i);
      return digitsWithin(text, i, end) ? !keepsNumber(text, i, end) : house(text, end);
    }
    return c == '#' || c == '＃' || (in(NUMERAL, c) && house(text, numberEnd(text, i)));
  }

  private static boolean digitsWithin(CodePoints text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (digit(text.at[i])) {
        return true;
      }
    }
    return false;
  }

  private static boolean keepsNumber(CodePoints text, int from, int to) {
    if (house(text, to)) {
      return false;
    }
    int next = point(text, to);
    if (next == '号' || next == '號') {
      return (from > 0 && in(STREET, text.at[from - 1])) || point(text, to + 1) == '院';
    }
    return in(PLACE, next);
  }

  private static boolean house(CodePoints text, int at) {
    int c = point(text, at);
    boolean numbered = c == '号' || c == '號';
    return in(HOUSE, numbered ? point(text, at + 1) : c);
  }

  private static int numberEnd(CodePoints text, int from) {
    int i = from;
    if (digit(text.at[i]) || letter(text.at[i])) {
      while (i < text.count && (digit(text.at[i]) || letter(text.at[i]))) {
        i++;
      }
    } else {
      while (i < text.count && in(NUMERAL, text.at[i])) {
        i++;
      }
    }
    return i;
  }

  private static int point(CodePoints text, int i) {
    return i < text.count ? text.at[i] : ' ';
  }

  private static boolean digit(int c) {
    return (c >= '0' && c <= '9') || (c >= '０' && c <= '９');
  }

  private static boolean letter(int c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
  }

  private static boolean in(byte set, int c) {
    return c < CLASSES.length && (CLASSES[c] & set) != 0;
  }
}
