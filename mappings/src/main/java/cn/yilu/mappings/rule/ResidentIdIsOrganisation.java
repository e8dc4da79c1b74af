package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** An organisation's code where a person is meant. */
public final class ResidentIdIsOrganisation extends Rule {
  public static final ResidentIdIsOrganisation RULE = new ResidentIdIsOrganisation();

  private ResidentIdIsOrganisation() {
    super(Effect.EMPTIED,
        new Text("个人证件栏填了单位代码", "Organisation's code instead of a person's"),
        new Text("个人证件号一栏是统一社会信用代码,可能房屋或账户属于单位。",
            "The column of a person's number holds a company's code; perhaps the owner is a company."),
        new Text("此处填写的是统一社会信用代码,不是个人证件号码", "this is the code of an organisation, not of a person"));
  }
}
