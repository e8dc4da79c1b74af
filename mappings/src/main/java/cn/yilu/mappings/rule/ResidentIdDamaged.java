package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** Digits that a spreadsheet took away cannot be guessed back. */
public final class ResidentIdDamaged extends Rule {
  public static final ResidentIdDamaged RULE = new ResidentIdDamaged();

  private ResidentIdDamaged() {
    super(Effect.EMPTIED,
        new Text("证件号被电子表格损坏", "ID number damaged by a spreadsheet"),
        new Text("电子表格只保留15位有效数字,后几位变成0或科学计数,原值已无法还原。",
            "A spreadsheet keeps 15 digits; the last ones became zeros or an exponent and cannot be had back."),
        new Text("号码末位变成了0或科学计数,多为电子表格按数值保存所致;请将该列设为文本后重新导出",
            "the last digits became zeros or an exponent, as spreadsheets do to numbers; set the column to text and export again"));
  }
}
