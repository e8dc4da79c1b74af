package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** Glucose is kept in mmol/L. */
public final class GlucoseConverted extends Rule {
  public static final GlucoseConverted RULE = new GlucoseConverted();

  private GlucoseConverted() {
    super(Effect.KEPT,
        new Text("血糖单位已换算", "Glucose converted"),
        new Text("来源用mg/dL,已除以18.0182换算。", "The source uses mg/dL; divided by 18.0182."),
        new Text("血糖单位为mg/dL,已换算为mmol/L", "glucose was given in mg/dL and converted to mmol/L"));
  }
}
