package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** Messages and resources the mapping does not take. */
public final class ContentSkipped extends Rule {
  public static final ContentSkipped RULE = new ContentSkipped();

  private ContentSkipped() {
    super(Effect.NOTED,
        new Text("未处理的内容", "Content passed over"),
        new Text("来源送来了映射文件不处理的消息或资源类型。",
            "The source sends a kind of message or resource that the mapping does not take."),
        new Text("映射文件不处理此类内容;如需要请补充", "the mapping does not take this kind of content; add it if it is wanted"));
  }
}
