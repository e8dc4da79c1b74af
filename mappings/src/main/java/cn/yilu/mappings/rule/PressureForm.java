package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** Systolic and diastolic pressure in mmHg. */
public final class PressureForm extends Rule {
  public static final PressureForm RULE = new PressureForm();

  private PressureForm() {
    super(Effect.EMPTIED,
        new Text("血压无法识别", "Not a blood pressure"),
        new Text("不是两个数,也不是如120/80的写法。", "Neither two numbers nor written like 120/80."),
        new Text("血压无法识别,请分别填写收缩压和舒张压", "not a blood pressure; give systolic and diastolic"));
  }
}
