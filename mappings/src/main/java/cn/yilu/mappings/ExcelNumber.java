package cn.yilu.mappings;

import java.math.BigDecimal;
import java.math.MathContext;

/**
 * Numbers of workbooks in plain digits; one of which digits were lost stays with its exponent, so that nobody takes it for
 * whole.
 */
final class ExcelNumber {
  private static final int LONGEST = 40;
  /** As many digits as a spreadsheet keeps. */
  private static final MathContext DIGITS = new MathContext(15);

  private ExcelNumber() {}

  static String plain(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? String.valueOf((long) value)
        : plain(String.valueOf(value));
  }

  static String plain(String text) {
    if (text.indexOf('E') < 0 && text.length() <= DIGITS.getPrecision()) {
      return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
    }
    try {
      BigDecimal number = new BigDecimal(text);
      if (number.precision() - (long) number.scale() > DIGITS.getPrecision()) {
        return number.round(DIGITS).toString();
      }
      return Math.abs(number.scale()) > LONGEST ? text : number.toPlainString();
    } catch (NumberFormatException e) {
      return text;
    }
  }
}
