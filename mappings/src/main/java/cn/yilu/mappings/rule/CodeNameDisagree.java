package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** A code and the name beside it must say the same; a name may say more or less, such as 日常保洁 for 保洁. */
public final class CodeNameDisagree extends Rule {
  public static final CodeNameDisagree RULE = new CodeNameDisagree();

  private CodeNameDisagree() {
    super(Effect.KEPT,
        new Text("代码与名称不一致", "Code and name disagree"),
        new Text("代码旁边的名称是另一个代码的,或者不是该代码的任何名称;按代码使用,名称保留在问题中。",
            "The name beside the code is another code's, or none that the code is known by; the code is used and the name kept here."),
        new Text("代码与名称不一致,请核对哪一个正确;名称无误的,在映射文件中补充对照",
            "code and name disagree; find out which is right, and add a name that is right to the mapping's table"));
  }
}
