package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** A code of so many digits. */
public final class DigitsForm extends Rule {
  public static final DigitsForm RULE = new DigitsForm();

  private DigitsForm() {
    super(Effect.EMPTIED,
        new Text("编码不对", "Malformed code"),
        new Text("编码位数不对,或含数字以外的字符。", "Wrong length, or other characters than digits."),
        new Text("编码位数或字符不对,请核对", "a code of the wrong length or with other characters than digits; check it"));
  }
}
