package cn.yilu.mappings.rule;

import cn.yilu.schemas.Text;
import java.util.List;

/** Totals, notes and signatures below a table are no data. */
public final class NoteRow extends Rule {
  public static final NoteRow RULE = new NoteRow();

  private static final List<String> WORDS = List.of("合计", "总计", "小计", "共计", "备注", "注:", "注：", "说明", "制表", "填表", "填报",
      "审核", "打印", "导出时间", "单位负责人", "本表", "以上");

  private static final String FIRST = "合总小共备注说制填审打导单本以";

  /** Whether a row that begins with these characters may be a note. */
  public static boolean begins(char[] chars, int from, int to) {
    if (from >= to || FIRST.indexOf(chars[from]) < 0) {
      return false;
    }
    String start = new String(chars, from, Math.min(to - from, 5));
    return WORDS.stream().anyMatch(start::startsWith);
  }

  private NoteRow() {
    super(Effect.NOTED,
        new Text("表下备注行", "Note below the table"),
        new Text("合计、备注、制表人等行不是数据,原文保留在此,不计入行数。",
            "Totals, notes and signatures are no data; the text is kept here and counts as no row."),
        new Text("此行像合计或备注,未作为数据;如是数据请检查首列",
            "this row looks like a total or a note and was not taken as data; if it is data, check its first column"));
  }
}
