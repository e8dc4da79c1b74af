package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** Line breaks inside a segment are put together again. */
public final class SegmentBroken extends Rule {
  public static final SegmentBroken RULE = new SegmentBroken();

  private SegmentBroken() {
    super(Effect.NOTED,
        new Text("消息段断行", "Broken segment"),
        new Text("消息段中间有换行,已与上一段接起来。", "A line break inside a segment; the parts were put together."),
        new Text("消息段中间断行,已接上;请来源系统改用转义\\.br\\",
            "a segment was broken by a line end and put together; write line ends as \\.br\\"));
  }
}
