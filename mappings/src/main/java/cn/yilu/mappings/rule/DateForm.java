package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** Days and times in the forms that sources write. */
public final class DateForm extends Rule {
  public static final DateForm RULE = new DateForm();

  private DateForm() {
    super(Effect.EMPTIED,
        new Text("日期无法识别", "Not a date"),
        new Text("不是任何已知写法的日期或时间。", "Written in none of the forms that dates come in."),
        new Text("日期或时间无法识别,请使用如2025-09-01或20250901的写法",
            "not a date or time we can read; write it like 2025-09-01 or 20250901"));
  }
}
