package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** Replacement and private-use characters are what remains of others. */
public final class CharactersLost extends Rule {
  public static final CharactersLost RULE = new CharactersLost();

  /** Whether this character is nobody's, the mark of one that did not decode, or one that only steers a device. */
  public static boolean lost(char c) {
    return (c >= 0xe000 && (c <= 0xf8ff || c == 0xfffd)) || steers(c);
  }

  /** Whether it is a control character that no text has. */
  public static boolean steers(char c) {
    return c < ' ' && c != '\t' && c != '\n' && c != '\r';
  }

  /** Whether any of these characters is lost. */
  public static boolean in(char[] chars, int from, int to) {
    for (int i = from; i < to; i++) {
      if (lost(chars[i])) {
        return true;
      }
    }
    return false;
  }

  private CharactersLost() {
    super(Effect.KEPT,
        new Text("文字丢失", "Characters lost"),
        new Text("文字中有替代符、私用区字符或控制字符(如空字符),别的系统无法显示;控制字符已去掉。",
            "The text holds replacement, private-use or control characters such as NUL, which nobody else can show; control characters are left out."),
        new Text("含无法显示的字符,请来源系统改用GB18030或UTF-8重新报送",
            "the text holds characters that got lost on the way; send again in GB18030 or UTF-8"));
  }
}
