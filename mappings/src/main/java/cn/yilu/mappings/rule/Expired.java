package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** What was kept as it came may be kept for a term only. */
public final class Expired extends Rule {
  public static final Expired RULE = new Expired();

  private Expired() {
    super(Effect.NOTED,
        new Text("保存期已满", "Term over"),
        new Text("原样保留的行按天加密;保存期满后该日密钥销毁,内容任何人都无法再读。",
            "Rows kept as they came are encrypted by day; when the term ends, the key of the day is destroyed and nobody can read them."),
        new Text("保存期已满,内容已销毁;如仍需要,请来源部门重新提供",
            "kept for its term, then destroyed; ask the source for it if it is still needed"));
  }
}
