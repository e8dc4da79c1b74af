package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** What the mapping needs and the source lacks is said once. */
public final class ColumnMissing extends Rule {
  public static final ColumnMissing RULE = new ColumnMissing();

  private ColumnMissing() {
    super(Effect.NOTED,
        new Text("缺少列", "Column missing"),
        new Text("映射文件需要此列,来源没有,可能改了表头。", "The mapping needs it and the source lacks it; perhaps a heading changed."),
        new Text("映射文件需要此列,但来源没有;请检查表头", "the mapping needs this column but the source lacks it; check the heading"));
  }
}
