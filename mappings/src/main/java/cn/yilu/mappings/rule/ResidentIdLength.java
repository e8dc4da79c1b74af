package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** A resident ID number has 18 characters, or 15 of the old form. */
public final class ResidentIdLength extends Rule {
  public static final ResidentIdLength RULE = new ResidentIdLength();

  private ResidentIdLength() {
    super(Effect.EMPTIED,
        new Text("证件号位数不对", "ID number of the wrong length"),
        new Text("号码不是18位,也不是旧式15位,无法确认是谁。", "Neither 18 nor 15 characters, so nobody is named by it."),
        new Text("公民身份号码应为18位(或旧式15位),请核对后补全",
            "a resident ID number has 18 characters (or 15 of the old form); complete it"));
  }
}
