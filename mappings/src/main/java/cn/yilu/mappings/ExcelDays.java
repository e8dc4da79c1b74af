package cn.yilu.mappings;

/**
 * Days of a workbook as serial numbers of five digits, which every date understands: fewer would be taken for a year, and a
 * workbook that counts from 1904 (ISO/IEC 29500-1, 18.17.4.1) means another day by the same number.
 */
final class ExcelDays {
  private static final int FROM_1904 = 1462;
  private static final int FIVE_DIGITS = 10_000;
  private static final int WIDTH = 5;

  private ExcelDays() {}

  static String plain(double value, boolean from1904) {
    double day = value + (from1904 ? FROM_1904 : 0);
    String plain = ExcelNumber.plain(day);
    return day >= 1 && day < FIVE_DIGITS
        ? "0".repeat(WIDTH - String.valueOf((long) day).length()) + plain
        : plain;
  }

  static String plain(String text, boolean from1904) {
    try {
      return plain(Double.parseDouble(text), from1904);
    } catch (NumberFormatException e) {
      return text;
    }
  }
}
