package cn.yilu.schemas.code;

import cn.yilu.schemas.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code /codes/codings/<list>.tsv}: a line {@code # coding} with name, zh, en and where it was seen for each
 * coding, a heading, then one code a line: coding, the source's code, ours (empty for none), what the source calls it.
 */
final class CodingFile {
  private final String list;
  private final Map<String, String[]> heads = new LinkedHashMap<>();
  private final Map<String, List<Coding.Word>> words = new LinkedHashMap<>();
  private boolean headed;

  private CodingFile(String list) {
    this.list = list;
  }

  static List<Coding> read(String list) {
    CodingFile file = new CodingFile(list);
    Tables.text("codings/" + list).ifPresent(text -> text.lines().filter(line -> !line.isBlank()).forEach(file::line));
    return file.heads.entrySet().stream().map(head -> coding(head.getKey(), head.getValue(), file.words)).toList();
  }

  private static Coding coding(String name, String[] head, Map<String, List<Coding.Word>> words) {
    return new Coding(name, new Text(head[2], head[3]), head[4], words.getOrDefault(name, List.of()));
  }

  private void line(String line) {
    String[] cells = line.split("\t");
    if (cells[0].equals("# coding") && cells.length == 5) {
      heads.put(cells[1], cells);
    } else if (!headed) {
      headed = true;
    } else if (cells.length < 2 || !heads.containsKey(cells[0])) {
      throw new IllegalStateException("codings of " + list + ": not a code of a coding: " + line);
    } else {
      words.computeIfAbsent(cells[0], name -> new ArrayList<>()).add(new Coding.Word(cells[1],
          Optional.of(cell(cells, 2)).filter(code -> !code.isEmpty()), cell(cells, 3)));
    }
  }

  private static String cell(String[] cells, int at) {
    return cells.length > at ? cells[at] : "";
  }
}
