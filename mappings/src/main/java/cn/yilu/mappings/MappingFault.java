package cn.yilu.mappings;

/**
 * Something wrong in a mapping file.
 *
 * @param line from 1
 * @param column from 1
 * @param suggestion what may have been meant, or what is allowed here; empty when there is nothing to say
 */
public record MappingFault(int line, int column, String message, String suggestion) {
  @Override
  public String toString() {
    return line + ":" + column + " " + message + (suggestion.isEmpty() ? "" : " (" + suggestion + ")");
  }
}
