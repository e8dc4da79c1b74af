package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** Division codes change over the years. */
public final class DivisionAbolished extends Rule {
  public static final DivisionAbolished RULE = new DivisionAbolished();

  private DivisionAbolished() {
    super(Effect.KEPT,
        new Text("区划代码已撤并", "Abolished division"),
        new Text("代码开头6位所指的区划已撤并;按原样保留,待换成现行代码。",
            "The first six digits name a division that no longer exists; the code is kept as it is."),
        new Text("行政区划已撤并,请更新为现行代码", "the division no longer exists; use its present code"));
  }
}
