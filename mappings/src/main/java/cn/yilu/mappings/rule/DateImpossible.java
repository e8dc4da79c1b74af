package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** The day must be one of the calendar. */
public final class DateImpossible extends Rule {
  public static final DateImpossible RULE = new DateImpossible();

  private DateImpossible() {
    super(Effect.EMPTIED,
        new Text("日期不存在", "Impossible date"),
        new Text("写法正确,但日历上没有这一天(如2月30日),或年份不合理。",
            "Well written, but no day of the calendar such as 30 February, or of an unreasonable year."),
        new Text("日历上没有这一天,请核对", "there is no such day; check it"));
  }
}
