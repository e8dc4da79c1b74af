package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** Digits, with separators and a known unit at most. */
public final class NumberForm extends Rule {
  public static final NumberForm RULE = new NumberForm();

  private NumberForm() {
    super(Effect.EMPTIED,
        new Text("不是数字", "Not a number"),
        new Text("除千分位、小数点和约定单位外还有别的字符。", "There is more than digits, separators, a decimal point and a known unit."),
        new Text("不是数字,请只填数值", "not a number; give digits only"));
  }
}
