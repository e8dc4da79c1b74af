package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** A fault of ours, not of the delivery. */
public final class MappingFailed extends Rule {
  public static final MappingFailed RULE = new MappingFailed();

  private MappingFailed() {
    super(Effect.REFUSED,
        new Text("映射出错", "Mapping failed"),
        new Text("映射处理投递时程序出错;投递原样保留,来源继续运行。",
            "The program failed while it mapped the delivery, which is kept as it came; the source goes on."),
        new Text("映射处理此投递时出错,原样保留;修正映射后可重放",
            "the mapping failed on this delivery; it is kept as it came and can be replayed once the mapping is mended"));
  }
}
