package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** A row has as many cells as the heading. */
public final class ColumnCount extends Rule {
  public static final ColumnCount RULE = new ColumnCount();

  private ColumnCount() {
    super(Effect.REFUSED,
        new Text("列数不符", "Number of columns"),
        new Text("单元格数与表头不同,无法确定每个值属于哪一列。", "More or fewer cells than the heading, so no cell's column is sure."),
        new Text("列数与表头不符,请检查分隔符和引号", "the number of columns differs from the heading; check separators and quotes"));
  }
}
