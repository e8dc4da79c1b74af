package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** Only digits, the last may be X. */
public final class ResidentIdCharacter extends Rule {
  public static final ResidentIdCharacter RULE = new ResidentIdCharacter();

  private ResidentIdCharacter() {
    super(Effect.EMPTIED,
        new Text("证件号含非法字符", "Other characters in an ID number"),
        new Text("号码中有数字和末位X以外的字符。", "It holds something else than digits and a last X."),
        new Text("公民身份号码只能由数字组成,末位可为X,请删除其他字符",
            "a resident ID number is digits, the last may be X; remove other characters"));
  }
}
