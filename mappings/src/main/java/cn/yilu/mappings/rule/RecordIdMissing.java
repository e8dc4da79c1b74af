package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** A row without its id at the source cannot be followed. */
public final class RecordIdMissing extends Rule {
  public static final RecordIdMissing RULE = new RecordIdMissing();

  private RecordIdMissing() {
    super(Effect.REFUSED,
        new Text("缺少记录编号", "No record id"),
        new Text("没有记录编号,以后无法知道是哪条记录变了或撤了。",
            "Without the record's id nobody could later tell which record changed or went."),
        new Text("缺少记录编号,无法确定是哪一条记录;请补上后重新报送",
            "no record id, so nobody could tell which record this is; add it and send again"));
  }
}
