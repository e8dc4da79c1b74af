package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** A mobile or landline number of China. */
public final class PhoneForm extends Rule {
  public static final PhoneForm RULE = new PhoneForm();

  private PhoneForm() {
    super(Effect.EMPTIED,
        new Text("电话号码不对", "Not a phone number"),
        new Text("既不像手机号,也不像固定电话。", "Neither a mobile nor a landline number."),
        new Text("不是有效的手机或固定电话号码,请核对", "not a mobile or landline number; check it"));
  }
}
