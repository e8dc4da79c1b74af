package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** One record id once in a delivery, or once for each time of change. */
public final class DuplicateInDelivery extends Rule {
  public static final DuplicateInDelivery RULE = new DuplicateInDelivery();

  private DuplicateInDelivery() {
    super(Effect.KEPT,
        new Text("同一批中记录重复", "Record twice in one delivery"),
        new Text("同一批数据中,同一记录编号以同一变动时间出现不止一次;后来的照常处理。变动时间不同则是先后状态,不算重复。",
            "The same record id came before in this delivery with the same time of change; the later one is taken like any change. With another time it is a later state and no duplicate."),
        new Text("同一批数据中记录编号重复,请核对是否重复导出",
            "this record id came before in the same delivery; check for a double export"));
  }
}
