package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** Glucose without a known unit means nothing. */
public final class GlucoseUnit extends Rule {
  public static final GlucoseUnit RULE = new GlucoseUnit();

  private GlucoseUnit() {
    super(Effect.EMPTIED,
        new Text("血糖单位无法识别", "Unknown unit of glucose"),
        new Text("单位既不是mmol/L也不是mg/dL,两者相差18倍,不能猜。",
            "Neither mmol/L nor mg/dL, which differ by a factor of 18, so it is not guessed."),
        new Text("血糖单位无法识别,请使用mmol/L或mg/dL", "unknown unit of glucose; use mmol/L or mg/dL"));
  }
}
