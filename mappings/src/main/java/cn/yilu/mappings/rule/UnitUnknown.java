package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** A number whose unit is unknown means nothing. */
public final class UnitUnknown extends Rule {
  public static final UnitUnknown RULE = new UnitUnknown();

  private UnitUnknown() {
    super(Effect.EMPTIED,
        new Text("单位无法识别", "Unknown unit"),
        new Text("数字后面的单位不在映射文件内,换算不了。", "The unit behind the number is not in the mapping file."),
        new Text("单位无法识别,请统一单位,或在映射文件中补充", "unknown unit; keep to one unit or add it to the mapping"));
  }
}
