package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** Yes or no. */
public final class BooleanForm extends Rule {
  public static final BooleanForm RULE = new BooleanForm();

  private BooleanForm() {
    super(Effect.EMPTIED,
        new Text("不是是或否", "Neither yes nor no"),
        new Text("既不表示是,也不表示否。", "Says neither yes nor no."),
        new Text("请填是或否(1或0)", "say yes or no (是 or 否, 1 or 0)"));
  }
}
