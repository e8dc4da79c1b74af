package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** A row is bounded, so that memory is. */
public final class RowTooLong extends Rule {
  public static final RowTooLong RULE = new RowTooLong();

  private RowTooLong() {
    super(Effect.REFUSED,
        new Text("行过长", "Row too long"),
        new Text("一行超过约12万字符,多为换行符丢失。",
            "More than about 120,000 characters in one row, mostly because line ends are lost."),
        new Text("一行过长,请检查换行符", "the row is too long; check the line ends"));
  }
}
