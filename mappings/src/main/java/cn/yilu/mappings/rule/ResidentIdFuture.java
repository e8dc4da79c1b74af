package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** Nobody is born after the day of delivery. */
public final class ResidentIdFuture extends Rule {
  public static final ResidentIdFuture RULE = new ResidentIdFuture();

  private ResidentIdFuture() {
    super(Effect.EMPTIED,
        new Text("证件号内出生日期在将来", "Birth in the future"),
        new Text("号码中的出生日期晚于收到数据的日期。", "The day of birth inside the number is after the day of delivery."),
        new Text("号码中的出生日期晚于报送日期,请对照证件更正", "the day of birth in the number lies in the future; compare with the card"));
  }
}
