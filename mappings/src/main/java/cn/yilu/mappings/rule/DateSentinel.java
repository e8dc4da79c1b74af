package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** Placeholders for an unknown day mean nothing. */
public final class DateSentinel extends Rule {
  public static final DateSentinel RULE = new DateSentinel();

  private DateSentinel() {
    super(Effect.EMPTIED,
        new Text("占位日期", "Placeholder date"),
        new Text("1900-01-01、9999-12-31、0000-00-00等是系统没有日期时写入的,不是真实日期。",
            "Systems write 1900-01-01, 9999-12-31 or 0000-00-00 where they know no day."),
        new Text("占位日期(如1900-01-01),按未填处理;没有日期请留空",
            "a placeholder such as 1900-01-01, taken as empty; leave unknown dates empty"));
  }
}
