package cn.yilu.mappings;

import java.math.BigDecimal;
import java.math.RoundingMode;

/**
 * The functions of expressions in mapping files. A text that is not there is empty; positions count from 0; a call that makes
 * no sense fails, which becomes a finding of its row.
 */
public final class ExpressionFunctions {
  private static final int LONGEST = 8192;

  private ExpressionFunctions() {}

  static String bounded(String text) {
    if (text.length() > LONGEST) {
      throw new ArithmeticException("text of more than " + LONGEST + " characters");
    }
    return text;
  }

  /** What a value is as a text: whole numbers without a decimal point. */
  static String shown(Object value) {
    return switch (value) {
      case String text -> bounded(text);
      case Double number -> ExcelNumber.plain(number);
      case BigDecimal number -> bounded(number.toPlainString());
      case Number number -> bounded(number.toString());
      case Boolean truth -> truth.toString();
      default -> throw new ArithmeticException("neither text nor number nor truth");
    };
  }

  /** In capital letters. */
  public static String upper(Object text) {
    return shown(text).toUpperCase(java.util.Locale.ROOT);
  }

  /** In small letters. */
  public static String lower(Object text) {
    return shown(text).toLowerCase(java.util.Locale.ROOT);
  }

  /** How many characters. */
  public static int length(Object text) {
    String shown = shown(text);
    return shown.codePointCount(0, shown.length());
  }

  /** From a position to the end; a position beyond the end leaves nothing. */
  public static String sub(Object text, int from) {
    return sub(text, from, Integer.MAX_VALUE);
  }

  /** From a position up to another. */
  public static String sub(Object text, int from, int to) {
    String shown = shown(text);
    int start = Math.clamp(from, 0, shown.length());
    return shown.substring(start, Math.clamp(to, start, shown.length()));
  }

  /** What stands before the first mark; all of it when there is none. */
  public static String before(Object text, String mark) {
    String shown = shown(text);
    int at = shown.indexOf(mark);
    return at < 0 ? shown : shown.substring(0, at);
  }

  /** What stands after the first mark; nothing when there is none. */
  public static String after(Object text, String mark) {
    String shown = shown(text);
    int at = shown.indexOf(mark);
    return at < 0 ? "" : shown.substring(at + mark.length());
  }

  /** The piece of this number between marks, from 0; nothing when there are fewer. */
  public static String piece(Object text, String mark, int number) {
    String[] pieces = shown(text).split(java.util.regex.Pattern.quote(mark), -1);
    return number >= 0 && number < pieces.length ? pieces[number] : "";
  }

  /** With every occurrence replaced. */
  public static String replace(Object text, String what, String with) {
    String shown = shown(text);
    if (what.isEmpty() || (long) shown.length() / what.length() * with.length() > 4L * LONGEST) {
      throw new ArithmeticException("nothing can be replaced like this");
    }
    return bounded(shown.replace(what, with));
  }

  /** Only the digits, full-width ones made plain. */
  public static String digits(Object text) {
    StringBuilder digits = new StringBuilder();
    shown(text).codePoints().filter(Character::isDigit).forEach(c -> digits.append(Character.digit(c, 10)));
    return digits.toString();
  }

  /** Filled up at its start to a length. */
  public static String pad(Object text, int length, String fill) {
    String shown = shown(text);
    return fill.length() == 1 && length <= 100 ? fill.repeat(Math.max(0, length - shown.length())) + shown : shown;
  }

  /** Whether it begins with this. */
  public static boolean starts(Object text, String with) {
    return shown(text).startsWith(with);
  }

  /** Whether it ends with this. */
  public static boolean ends(Object text, String with) {
    return shown(text).endsWith(with);
  }

  /** Whether it holds this. */
  public static boolean has(Object text, String what) {
    return shown(text).contains(what);
  }

  /** The number a text is, with thousands separators and full-width digits forgiven. */
  public static double number(Object text) {
    Cell cell = new Cell();
    cell.begin(64);
    cell.append(shown(text).strip());
    cell.narrow();
    double number = Numbers.read(cell.chars, cell.from, cell.to);
    if (Double.isNaN(number)) {
      throw new ArithmeticException("not a number");
    }
    return number;
  }

  /** Rounded to so many decimals, halves away from nought. */
  public static double round(double number, int decimals) {
    return BigDecimal.valueOf(number).setScale(Math.clamp(decimals, 0, 10), RoundingMode.HALF_UP).doubleValue();
  }
}
