package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** A dwelling is known by building and room. */
public final class AddressParts extends Rule {
  public static final AddressParts RULE = new AddressParts();

  private AddressParts() {
    super(Effect.EMPTIED,
        new Text("地址认不出房屋", "No dwelling in the address"),
        new Text("地址中找不到楼栋和房号,无法确定是哪套房。", "No building and room are found, so no dwelling is named."),
        new Text("地址中认不出楼栋和房号,请写成如3号楼2单元501", "no building and room found in the address; write it like 3号楼2单元501"));
  }
}
