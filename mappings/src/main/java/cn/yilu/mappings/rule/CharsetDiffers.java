package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** Content decides its charset, not its label. */
public final class CharsetDiffers extends Rule {
  public static final CharsetDiffers RULE = new CharsetDiffers();

  private CharsetDiffers() {
    super(Effect.NOTED,
        new Text("编码与声明不符", "Charset not as declared"),
        new Text("按内容判断的编码与声明或映射文件所写不同,文字已按实际编码读出。",
            "The content is in another charset than declared or configured; the text was read rightly."),
        new Text("实际编码与声明不符,已按实际编码读取;请更正声明",
            "the charset is not as declared; it was read as it is, correct the declaration"));
  }
}
