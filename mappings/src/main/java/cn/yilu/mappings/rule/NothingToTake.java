package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** A row of which nothing is used is kept as it came. */
public final class NothingToTake extends Rule {
  public static final NothingToTake RULE = new NothingToTake();

  private NothingToTake() {
    super(Effect.REFUSED,
        new Text("没有可用内容", "Nothing to take"),
        new Text("映射文件从本行什么也没取到。", "The mapping took nothing from this row."),
        new Text("本行没有任何可用内容,请对照映射文件检查", "nothing in this row can be used; compare it with the mapping"));
  }
}
