package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** What a source sends and nobody uses is said once. */
public final class ColumnUnmapped extends Rule {
  public static final ColumnUnmapped RULE = new ColumnUnmapped();

  private ColumnUnmapped() {
    super(Effect.NOTED,
        new Text("未使用的列", "Column not used"),
        new Text("来源有此列,映射文件既没有使用,也没有列为忽略。", "The source has it; the mapping neither uses nor ignores it."),
        new Text("来源有此列,但映射文件没有使用;请补充映射或列入忽略",
            "the source has this column but the mapping does not use it; map it or list it as ignored"));
  }
}
