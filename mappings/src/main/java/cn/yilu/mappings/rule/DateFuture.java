package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** What has happened cannot lie ahead. */
public final class DateFuture extends Rule {
  public static final DateFuture RULE = new DateFuture();

  private DateFuture() {
    super(Effect.EMPTIED,
        new Text("日期在将来", "Date in the future"),
        new Text("出生等已发生的事,日期不能晚于报送日期。", "A birth, or what else has happened, cannot be dated after the delivery."),
        new Text("日期晚于报送日期,请核对", "the date lies in the future; check it"));
  }
}
