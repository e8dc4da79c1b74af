package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** A unified social credit code of GB 32100. */
public final class UsccForm extends Rule {
  public static final UsccForm RULE = new UsccForm();

  private UsccForm() {
    super(Effect.EMPTIED,
        new Text("统一社会信用代码不对", "Not a credit code"),
        new Text("字符、长度或校验码不符合统一社会信用代码标准。", "Characters, length or check character are not those of the standard."),
        new Text("统一社会信用代码不正确,请核对18位代码", "not a valid unified social credit code; check its 18 characters"));
  }
}
