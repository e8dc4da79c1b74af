package cn.yilu.connectors;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A select with named places, turned into one with {@code ?}: {@code :after} becomes all watermark columns, comma
 * separated, {@code :<column>} one of them, {@code :limit} the most rows to read. Quoted text, comments and casts
 * ({@code ::text}) are left alone.
 *
 * @param names what belongs into each {@code ?}, in their order: a watermark column or {@code limit}
 */
record NamedQuery(String sql, List<String> names) {
  static final String LIMIT = "limit";
  private static final Pattern PARTS = Pattern
      .compile("'[^']*'|\"[^\"]*\"|--[^\n]*|/\\*.*?\\*/|::\\w+|:(?<name>[A-Za-z_]\\w*)", Pattern.DOTALL);
  private static final Pattern ORDERED = Pattern.compile("order\\s+by", Pattern.CASE_INSENSITIVE);

  NamedQuery {
    names = List.copyOf(names);
  }

  static NamedQuery parse(String text, List<String> columns) {
    List<String> names = new ArrayList<>();
    StringBuilder sql = new StringBuilder();
    Matcher parts = PARTS.matcher(text);
    while (parts.find()) {
      String name = parts.group("name");
      parts.appendReplacement(sql,
          Matcher.quoteReplacement(name == null ? parts.group() : places(name, columns, names)));
    }
    parts.appendTail(sql);
    if (!names.contains(LIMIT) || !names.containsAll(columns) || !ORDERED.matcher(sql).find()) {
      throw Settings.wrong("query", "必须含 :after、:limit 和 order by", "must have :after, :limit and order by");
    }
    return new NamedQuery(sql.toString(), names);
  }

  private static String places(String name, List<String> columns, List<String> names) {
    String wanted = name.toLowerCase(Locale.ROOT);
    if (wanted.equals("after")) {
      names.addAll(columns);
      return "?" + ", ?".repeat(columns.size() - 1);
    }
    if (!wanted.equals(LIMIT) && !columns.contains(wanted)) {
      throw Settings.wrong("query", "不认识 :" + name, "has an unknown place :" + name);
    }
    names.add(wanted);
    return "?";
  }
}
