package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** Birth day or sex beside the number must be those inside it. */
public final class ResidentIdDisagrees extends Rule {
  public static final ResidentIdDisagrees RULE = new ResidentIdDisagrees();

  private ResidentIdDisagrees() {
    super(Effect.KEPT,
        new Text("证件号与出生日期或性别不一致", "Number and birth or sex disagree"),
        new Text("单独填写的出生日期或性别,与证件号中的不同;两者都保留,待人核对。",
            "The day of birth or the sex stated beside the number differs from the one inside it; both are kept."),
        new Text("出生日期或性别与证件号码不一致,请对照证件更正", "day of birth or sex differs from the ID number; compare with the card"));
  }
}
