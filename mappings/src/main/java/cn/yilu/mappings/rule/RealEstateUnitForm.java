package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** A real-estate unit number of 28 characters. */
public final class RealEstateUnitForm extends Rule {
  public static final RealEstateUnitForm RULE = new RealEstateUnitForm();

  private RealEstateUnitForm() {
    super(Effect.EMPTIED,
        new Text("不动产单元号不对", "Not a real-estate unit number"),
        new Text("不是28位,或结构不符。", "Not 28 characters, or of another structure."),
        new Text("不动产单元号应为28位,请核对", "a real-estate unit number has 28 characters; check it"));
  }
}
