package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** A fault of ours, not of the delivery. */
public final class MappingFailed extends Rule {
  public static final MappingFailed RULE = new MappingFailed();

  private MappingFailed() {
    super(Effect.REFUSED,
        new Text("映射出错", "Mapping failed"),
        new Text("映射处理某一行时程序出错:只有该行予以保留,其余各行照常;投递无法分行时保留其开头(消息则整条)。来源继续运行。",
            "The program failed on a row, which alone is kept; the others go through. Of a delivery that did not come as far as"
                + " rows the beginning is kept, a message as a whole. The source goes on."),
        new Text("映射在此处出错;修正映射后可重放该行或该消息,整份文件请重新投递",
            "the mapping failed here; mend it and replay the row or message, or deliver the file again when it is a whole"
                + " file"));
  }
}
