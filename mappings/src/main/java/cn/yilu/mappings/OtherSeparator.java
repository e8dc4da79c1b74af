package cn.yilu.mappings;

import cn.yilu.schemas.Text;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a table looks like that is separated by another character than the mapping says. */
final class OtherSeparator {
  private static final int SURELY = 2;
  private static final Map<String, String> WRITTEN = Map.of(",", ",", ";", ";", "\t", "\\t", "|", "|", "，", "，", "；",
      "；");

  private OtherSeparator() {}

  /** Why these lines have none of the columns, if another separator would find some of them. */
  static Optional<Unreadable> in(List<String> lines, Columns columns) {
    return WRITTEN.keySet().stream()
        .filter(separator -> lines.stream().anyMatch(line -> parts(line, separator, columns)))
        .findFirst().map(WRITTEN::get).map(separator -> new Unreadable(new Text(
            "表头似乎以“" + separator + "”分隔;请在映射文件的 delimited 下写 separator: \"" + separator + "\"",
            "the heading seems to be separated by '" + separator + "'; write separator: \"" + separator
                + "\" under delimited in the mapping file")));
  }

  private static boolean parts(String line, String separator, Columns columns) {
    return Arrays.stream(line.split(Pattern.quote(separator))).mapToInt(columns::findHeading)
        .filter(place -> place >= 0)
        .distinct().limit(SURELY).count() == SURELY;
  }
}
