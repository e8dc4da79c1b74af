package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** A value of which the source hides characters: a masked phone number, ID number or name. */
public final class Masked extends Rule {
  public static final Masked RULE = new Masked();

  /** So many letters x in a row stand for hidden digits. */
  private static final int HIDING = 3;

  /** Whether this character stands for a hidden one. */
  public static boolean hides(char c) {
    return c == '*' || c == '＊' || c == '×';
  }

  /** Whether these characters are a number of which some are hidden, such as {@code 138****1234} or {@code 138xxxx1234}. */
  public static boolean in(char[] chars, int from, int to) {
    int hidden = 0;
    int letters = 0;
    for (int i = from; i < to; i++) {
      char c = chars[i];
      hidden += hides(c) ? 1 : 0;
      letters = c == 'x' || c == 'X' ? letters + 1 : 0;
      if (hidden > 1 || letters == HIDING) {
        return true;
      }
    }
    return false;
  }

  private Masked() {
    super(Effect.EMPTIED,
        new Text("值被遮盖", "Masked value"),
        new Text("来源送来的是遮盖(脱敏)后的值,如138****1234、370302********9819、王*,既认不出人,也联系不上。",
            "The source hides some of the characters, as in 138****1234, 370302********9819 or 王*; that names and reaches nobody."),
        new Text("值已被遮盖(脱敏),无法使用;请来源系统提供完整的值,确实不能提供的,请在映射文件中不取此列",
            "the value is masked and cannot be used; have the source deliver it in full, or leave the column out of the mapping when it may not"));
  }
}
