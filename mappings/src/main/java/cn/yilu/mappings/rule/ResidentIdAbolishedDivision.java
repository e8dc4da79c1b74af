package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** A number keeps the division of its first issue for life. */
public final class ResidentIdAbolishedDivision extends Rule {
  public static final ResidentIdAbolishedDivision RULE = new ResidentIdAbolishedDivision();

  private ResidentIdAbolishedDivision() {
    super(Effect.KEPT,
        new Text("号码归属地已撤并", "Division of the number abolished"),
        new Text("前6位所指的区划已撤并,但号码终身不变,仍然有效。",
            "The first six digits name a division that no longer exists; people keep their number, so it stays valid."),
        new Text("号码开头的行政区划已撤销,号码仍有效,无需更改",
            "the division this number begins with no longer exists; the number stays valid, nothing to do"));
  }
}
