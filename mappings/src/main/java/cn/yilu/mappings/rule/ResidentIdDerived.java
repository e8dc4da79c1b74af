package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** Fifteen old digits are completed to eighteen. */
public final class ResidentIdDerived extends Rule {
  public static final ResidentIdDerived RULE = new ResidentIdDerived();

  private ResidentIdDerived() {
    super(Effect.KEPT,
        new Text("旧号码已补全", "Old number completed"),
        new Text("15位旧号码按规则补上世纪和校验码后使用。",
            "The century and the check character were added to an old number of 15 digits."),
        new Text("15位旧号码已补为18位,请在来源系统更新", "15 digits were completed to 18; update the number at the source"));
  }
}
