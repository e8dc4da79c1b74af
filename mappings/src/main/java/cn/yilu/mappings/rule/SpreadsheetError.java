package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;
import java.util.Set;

/** What a formula says when it fails is no value. */
public final class SpreadsheetError extends Rule {
  public static final SpreadsheetError RULE = new SpreadsheetError();

  private static final Set<String> MARKS = Set.of("#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!",
      "####", "#####", "######", "########");

  /** Whether these characters are such a mark. */
  public static boolean in(char[] chars, int from, int to) {
    return to - from >= 4 && to - from <= 8 && chars[from] == '#' && MARKS.contains(new String(chars, from, to - from));
  }

  private SpreadsheetError() {
    super(Effect.EMPTIED,
        new Text("公式出错", "Failed formula"),
        new Text("单元格是公式错误标记(如#REF!、#N/A),不是数据。",
            "The cell holds the mark of a failed formula such as #REF! or #N/A."),
        new Text("单元格公式出错,请修正后重新导出", "a formula failed in this cell; mend it and export again"));
  }
}
