package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** What cannot be read at all, or not beyond a place, is kept whole: none of it is lost. A finding tells the reason instead. */
public final class DeliveryUnreadable extends Rule {
  public static final DeliveryUnreadable RULE = new DeliveryUnreadable();

  private DeliveryUnreadable() {
    super(Effect.REFUSED,
        new Text("投递无法读取", "Delivery unreadable"),
        new Text("投递不是映射所说的格式,或从某处起损坏;此前已读出的行照常采用,投递的开头(消息则整条)予以保留。",
            "The delivery has none of the forms that the mapping reads, or is broken from a place on; rows before it are used, and its beginning is kept, a message as a whole."),
        new Text("请按疑点中的原因检查文件或接口,更正文件或映射后重新投递",
            "check the file or interface by the reason given, mend it or the mapping, and deliver it again"));
  }
}
