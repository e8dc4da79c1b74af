package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** The check character of GB 11643 catches every single wrong digit. */
public final class ResidentIdChecksum extends Rule {
  public static final ResidentIdChecksum RULE = new ResidentIdChecksum();

  private ResidentIdChecksum() {
    super(Effect.EMPTIED,
        new Text("证件号校验码不符", "Check character of an ID number"),
        new Text("按国标计算的校验码与末位不同。", "The last character is not the one that the standard computes from the others."),
        new Text("校验码不符,号码中至少有一位录错,请对照证件更正",
            "the check character does not fit, so at least one digit is wrong; compare with the card"));
  }
}
