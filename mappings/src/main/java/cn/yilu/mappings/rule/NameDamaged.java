package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** A question mark in a name stands for a character that was lost. */
public final class NameDamaged extends Rule {
  public static final NameDamaged RULE = new NameDamaged();

  /** Whether this character, in a name, stands for one that was lost. */
  public static boolean lost(char c) {
    return c == '?' || c == '？' || CharactersLost.lost(c);
  }

  private NameDamaged() {
    super(Effect.KEPT,
        new Text("姓名生僻字丢失", "Rare character lost in a name"),
        new Text("姓名含问号,通常是生僻字经过GBK等窄编码时丢失,无法还原。",
            "A question mark in a name is what remains of a rare character after a charset that lacks it."),
        new Text("姓名含问号或无法显示的字符,生僻字在传送中丢失;请来源系统改用GB18030或UTF-8重新报送",
            "the name holds a question mark or a private-use character: a rare character was lost on the way; send again in GB18030 or UTF-8"));
  }
}
