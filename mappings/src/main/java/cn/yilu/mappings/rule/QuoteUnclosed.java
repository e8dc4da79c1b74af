package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** Quotes come in pairs. */
public final class QuoteUnclosed extends Rule {
  public static final QuoteUnclosed RULE = new QuoteUnclosed();

  private QuoteUnclosed() {
    super(Effect.REFUSED,
        new Text("引号不成对", "Quote never closed"),
        new Text("引号没有成对,无法拆分单元格。", "A quote is opened and never closed."),
        new Text("引号没有成对,本行无法拆分;请补上引号", "a quote is never closed, so the row cannot be split; close it"));
  }
}
