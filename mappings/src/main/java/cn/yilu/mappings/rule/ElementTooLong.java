package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** A value is bounded, so that memory is. */
public final class ElementTooLong extends Rule {
  public static final ElementTooLong RULE = new ElementTooLong();

  private ElementTooLong() {
    super(Effect.REFUSED,
        new Text("值过长", "Value too long"),
        new Text("一个值或一条记录超过1 MiB。", "A value or record of more than 1 MiB."),
        new Text("一个值过长,已拒收", "a value is too long and was refused"));
  }
}
