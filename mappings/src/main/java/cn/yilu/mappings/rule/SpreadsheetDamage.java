package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** A code written with an exponent has lost digits. */
public final class SpreadsheetDamage extends Rule {
  public static final SpreadsheetDamage RULE = new SpreadsheetDamage();

  /** Whether these characters are a number with an exponent, such as {@code 3.70302E+17}. */
  public static boolean in(char[] chars, int from, int to) {
    int exponent = -1;
    for (int i = from; i < to; i++) {
      char c = chars[i];
      if ((c == 'E' || c == 'e') && exponent < 0 && i > from) {
        exponent = i;
      } else if ((c < '0' || c > '9') && !(c == '.' && exponent < 0) && !(c == '+' && i == exponent + 1)) {
        return false;
      }
    }
    return exponent > 0 && exponent + 1 < to;
  }

  /**
   * Whether these characters can be nothing else than such a number, as spreadsheets write it: with a plus and two digits
   * behind the E.
   */
  public static boolean surely(char[] chars, int from, int to) {
    return to - from >= 5 && chars[to - 3] == '+' && chars[to - 4] == 'E' && in(chars, from, to);
  }

  private SpreadsheetDamage() {
    super(Effect.EMPTIED,
        new Text("编码被电子表格损坏", "Code damaged by a spreadsheet"),
        new Text("编码成了科学计数(如3.7E+17),后几位已丢失。", "A code became a number such as 3.7E+17; its last digits are gone."),
        new Text("编码变成了科学计数,请将该列设为文本后重新导出",
            "the code became a number with an exponent; set the column to text and export again"));
  }
}
