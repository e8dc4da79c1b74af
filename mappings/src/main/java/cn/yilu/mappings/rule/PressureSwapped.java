package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** Systolic pressure is the higher. */
public final class PressureSwapped extends Rule {
  public static final PressureSwapped RULE = new PressureSwapped();

  private PressureSwapped() {
    super(Effect.KEPT,
        new Text("血压填反", "Pressures swapped"),
        new Text("高压低于低压,显然填反,已对调。", "The systolic was lower than the diastolic, so they were swapped back."),
        new Text("收缩压与舒张压填反,已对调,请在来源系统更正",
            "systolic and diastolic were swapped and have been put right; correct them at the source"));
  }
}
