package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** A number in another unit than the rest is converted. */
public final class UnitConverted extends Rule {
  public static final UnitConverted RULE = new UnitConverted();

  private UnitConverted() {
    super(Effect.KEPT,
        new Text("单位已换算", "Unit converted"),
        new Text("数值带另一种单位,已按映射文件换算。", "The number came in another unit and was converted as the mapping file says."),
        new Text("单位与约定不同,已换算;请统一单位", "another unit than agreed, converted; keep to one unit"));
  }
}
