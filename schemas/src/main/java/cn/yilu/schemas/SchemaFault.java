package cn.yilu.schemas;

/**
 * What a shared schema lacks or has wrong.
 *
 * @param line line of the file, from 1
 * @param where dataset, or dataset and field as {@code resident.name}
 * @param property the property it is about
 */
public record SchemaFault(int line, String where, String property, Text message) {

  @Override
  public String toString() {
    return "line " + line + ": " + where + ": " + property + " " + message.en() + " (" + message.zh() + ")";
  }
}
