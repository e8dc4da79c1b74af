package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** The birth day inside the number must exist. */
public final class ResidentIdDate extends Rule {
  public static final ResidentIdDate RULE = new ResidentIdDate();

  private ResidentIdDate() {
    super(Effect.EMPTIED,
        new Text("证件号内日期不存在", "Impossible day in an ID number"),
        new Text("号码第7至14位不是存在的日期,即使校验码相符也无效。",
            "Digits 7 to 14 are no day of the calendar; the number is invalid even if its check character fits."),
        new Text("号码中的出生日期不存在,请对照证件更正", "the day of birth in the number does not exist; compare with the card"));
  }
}
