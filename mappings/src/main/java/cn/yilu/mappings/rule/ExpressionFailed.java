package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** An expression of the mapping had no answer for this row. */
public final class ExpressionFailed extends Rule {
  public static final ExpressionFailed RULE = new ExpressionFailed();

  private ExpressionFailed() {
    super(Effect.EMPTIED,
        new Text("表达式无法计算", "Expression failed"),
        new Text("映射文件的表达式在这一行算不出结果。", "The mapping's expression has no answer for this row."),
        new Text("映射文件的表达式对本行算不出结果,请检查数据或表达式",
            "the mapping's expression has no answer for this row; check the values or the expression"));
  }
}
