package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** A clock that runs ahead would outrank every later truth. */
public final class EventTimeFuture extends Rule {
  public static final EventTimeFuture RULE = new EventTimeFuture();

  private EventTimeFuture() {
    super(Effect.KEPT,
        new Text("变动时间在将来", "Time of change in the future"),
        new Text("变动时间比接收时间晚5分钟以上,多为来源时钟不准;若采用会压过以后的真实数据。",
            "More than 5 minutes ahead of receipt, mostly by a wrong clock; it would outrank every later truth."),
        new Text("变动时间晚于接收时间5分钟以上,按未知处理;请校准来源系统时钟",
            "the time of change is more than 5 minutes ahead of receipt and taken as unknown; set the source's clock"));
  }
}
