package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;

/** Totals, notes and signatures below a table are no data. */
public final class NoteRow extends Rule {
  public static final NoteRow RULE = new NoteRow();

  private NoteRow() {
    super(Effect.NOTED,
        new Text("表下备注行", "Note below the table"),
        new Text("合计、备注、制表人等行不是数据,原文保留在此,不计入行数。",
            "Totals, notes and signatures are no data; the text is kept here and counts as no row."),
        new Text("此行像合计或备注,未作为数据;如是数据请检查首列",
            "this row looks like a total or a note and was not taken as data; if it is data, check its first column"));
  }
}
