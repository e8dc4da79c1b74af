package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** A fault of ours, not of the delivery. */
public final class MappingFailed extends Rule {
  public static final MappingFailed RULE = new MappingFailed();

  private MappingFailed() {
    super(Effect.REFUSED,
        new Text("映射出错", "Mapping failed"),
        new Text("映射处理投递时程序出错;投递的开头(消息则整条)予以保留,来源继续运行。",
            "The program failed while it mapped the delivery, whose beginning is kept, a message as a whole; the source goes on."),
        new Text("映射处理此投递时出错;修正映射后请重新投递,消息可重放",
            "the mapping failed on this delivery; mend the mapping and deliver it again, or replay it when it is a message"));
  }
}
