package cn.yilu.connectors;

import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Rows of a query as texts by column label; counts their characters. */
final class RowReader {
  private final ResultSet found;
  private final List<String> labels = new ArrayList<>();
  private long characters;

  RowReader(ResultSet found) throws SQLException {
    this.found = found;
    ResultSetMetaData columns = found.getMetaData();
    for (int at = 1; at <= columns.getColumnCount(); at++) {
      labels.add(columns.getColumnLabel(at));
    }
  }

  List<String> labels() {
    return labels;
  }

  /** Of all rows read so far. */
  long characters() {
    return characters;
  }

  boolean next() throws SQLException {
    return found.next();
  }

  Map<String, String> row() throws SQLException {
    Map<String, String> row = LinkedHashMap.newLinkedHashMap(labels.size());
    for (int at = 0; at < labels.size(); at++) {
      String value = found.getString(at + 1);
      row.put(labels.get(at), value);
      characters += value == null ? 0 : value.length();
    }
    return row;
  }
}
