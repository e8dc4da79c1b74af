package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** What has no time of change ranks before everything that has. */
public final class EventTimeMissing extends Rule {
  public static final EventTimeMissing RULE = new EventTimeMissing();

  private EventTimeMissing() {
    super(Effect.KEPT,
        new Text("缺少变动时间", "No time of change"),
        new Text("来源没说何时变动,合并时排在所有已知时间之前。", "The source does not say when, so it ranks before every known time."),
        new Text("缺少变动时间,合并时排在所有已知时间之前", "no time of change; ranks before every known time"));
  }
}
