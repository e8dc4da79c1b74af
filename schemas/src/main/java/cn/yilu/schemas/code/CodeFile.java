package cn.yilu.schemas.code;

import cn.yilu.schemas.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads {@code /codes/<name>.tsv}: lines with {@code # title}, {@code # version} and {@code # source}, a heading
 * starting with code, zh, en, then one code a line, tab between cells, {@code |} between the words of {@code also}.
 */
final class CodeFile {
  private final Map<String, String[]> facts = new HashMap<>();
  private final List<Code> codes = new ArrayList<>();
  private String[] heading = {};

  private CodeFile() {}

  static CodeList read(String name) {
    CodeFile file = new CodeFile();
    Tables.text(name).orElseThrow(() -> new IllegalStateException("code list " + name + " is missing")).lines()
        .filter(line -> !line.isBlank()).forEach(file::line);
    String[] title = file.fact("title", 3, name);
    return new CodeList(name, new Text(title[1], title[2]), file.fact("version", 2, name)[1],
        file.fact("source", 2, name)[1], file.codes, CodingFile.read(name));
  }

  private void line(String line) {
    String[] cells = line.split("\t");
    if (line.startsWith("# ")) {
      facts.put(cells[0].substring(2), cells);
    } else if (heading.length == 0) {
      heading = cells;
    } else {
      codes.add(code(cells));
    }
  }

  private Code code(String[] cells) {
    Map<String, String> more = new LinkedHashMap<>();
    for (int i = 3; i < cells.length; i++) {
      if (!cells[i].isEmpty()) {
        more.put(heading[i], cells[i]);
      }
    }
    String also = more.remove("also");
    return new Code(cells[0], new Text(cells[1], cells[2]), also == null ? List.of() : List.of(also.split("\\|")),
        more);
  }

  private String[] fact(String fact, int cells, String name) {
    String[] found = facts.get(fact);
    if (found == null || found.length < cells) {
      throw new IllegalStateException("code list " + name + " lacks its " + fact);
    }
    return found;
  }
}
