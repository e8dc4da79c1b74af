package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** Two columns of the source have the same name. */
public final class ColumnTwice extends Rule {
  public static final ColumnTwice RULE = new ColumnTwice();

  private ColumnTwice() {
    super(Effect.NOTED,
        new Text("表头有重名的列", "Column there twice"),
        new Text("表头中有两列同名,无法知道映射文件指哪一列,只使用第一列。",
            "Two columns have the same name, so the mapping cannot tell them apart; only the first is used."),
        new Text("表头中此列出现不止一次,只使用第一列;请来源系统改名,以便区分",
            "this column stands more than once in the heading and only the first is used; give the columns different names"));
  }
}
