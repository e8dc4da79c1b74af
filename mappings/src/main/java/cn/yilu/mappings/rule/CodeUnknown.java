package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** Codes are never guessed. */
public final class CodeUnknown extends Rule {
  public static final CodeUnknown RULE = new CodeUnknown();

  private CodeUnknown() {
    super(Effect.EMPTIED,
        new Text("代码不在代码表内", "Unknown code"),
        new Text("来源的代码或名称不在标准代码表,也不在映射文件的对照表内;代码从不猜测。",
            "Neither the code list nor the mapping's table knows this; codes are never guessed."),
        new Text("代码或名称不在代码表内,请改用标准代码,或在映射文件中补充对照",
            "neither a code nor a word of the code list; use a standard code or add it to the mapping's table"));
  }
}
