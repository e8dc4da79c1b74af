package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** Titles above a heading are passed over. */
public final class HeadingFound extends Rule {
  public static final HeadingFound RULE = new HeadingFound();

  private HeadingFound() {
    super(Effect.NOTED,
        new Text("表头不在首行", "Heading further down"),
        new Text("首行不是表头,已在前20行中找到;其上的标题未使用。",
            "The heading was found further down, within the first 20 rows; titles above it are not used."),
        new Text("表头不在首行,已自动找到;可在映射文件中用heading指定",
            "the heading is not in the first row and was found; give its row as 'heading' to be sure"));
  }
}
