package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** The mapping gives the limits of a number. */
public final class NumberRange extends Rule {
  public static final NumberRange RULE = new NumberRange();

  private NumberRange() {
    super(Effect.EMPTIED,
        new Text("数值超出范围", "Number out of range"),
        new Text("数值在映射文件规定的合理范围之外。", "Outside the limits that the mapping file gives."),
        new Text("数值超出合理范围,请核对", "the number is out of range; check it"));
  }
}
