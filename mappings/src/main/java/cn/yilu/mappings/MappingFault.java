package cn.yilu.mappings;

import cn.yilu.schemas.Text;
import java.util.Optional;

/**
 * Something wrong in a mapping file.
 *
 * @param line from 1
 * @param column from 1
 * @param suggestion what may have been meant, or what is allowed here, if there is anything to say
 */
public record MappingFault(int line, int column, Text message, Optional<Text> suggestion) {

  /** The fault in one line of each language, its place before it. */
  Text text() {
    return new Text(line + ":" + column + " " + message.zh() + suggestion.map(more -> "(" + more.zh() + ")").orElse(""),
        toString());
  }

  @Override
  public String toString() {
    return line + ":" + column + " " + message.en() + suggestion.map(more -> " (" + more.en() + ")").orElse("");
  }
}
