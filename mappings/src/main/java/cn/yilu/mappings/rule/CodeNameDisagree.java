package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** A code and the name beside it must say the same. */
public final class CodeNameDisagree extends Rule {
  public static final CodeNameDisagree RULE = new CodeNameDisagree();

  private CodeNameDisagree() {
    super(Effect.KEPT,
        new Text("代码与名称不一致", "Code and name disagree"),
        new Text("代码所指与旁边的名称不同;按代码使用,名称保留在问题中。",
            "The name beside the code means another code; the code is used and the name kept here."),
        new Text("代码与名称不一致,请核对哪一个正确", "code and name disagree; find out which is right"));
  }
}
