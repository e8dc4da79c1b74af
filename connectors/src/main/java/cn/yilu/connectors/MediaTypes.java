package cn.yilu.connectors;

import java.util.Locale;
import java.util.Map;

/** Media types of files by the ending of their names. */
final class MediaTypes {
  private static final Map<String, String> BY_ENDING = Map.of(
      "csv", "text/csv",
      "txt", "text/plain",
      "xls", "application/vnd.ms-excel",
      "xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
      "json", "application/json",
      "ndjson", "application/x-ndjson",
      "xml", "text/xml",
      "hl7", "x-application/hl7-v2+er7");

  private MediaTypes() {}

  static String of(String name) {
    String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
    return BY_ENDING.getOrDefault(ending, "application/octet-stream");
  }
}
