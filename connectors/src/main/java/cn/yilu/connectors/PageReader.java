package cn.yilu.connectors;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Cuts what a query found into a page. A page ends at {@code batch} rows or about four million characters, and always
 * between two values of the watermark, so that rows of equal watermark stay together and none is lost between pages.
 */
final class PageReader {
  private static final int MOST_CHARACTERS = 4 << 20;

  private final RowReader found;
  private final int batch;
  private final Map<String, String> watermark;
  private final List<Map<String, String>> rows = new ArrayList<>();

  /** @param batch at most one row more than this is read */
  PageReader(ResultSet found, List<String> columns, int batch) throws SQLException, Trouble {
    this.found = new RowReader(found);
    this.batch = batch;
    this.watermark = watermark(columns);
  }

  /** @param before the watermark before the first row */
  Table.Page read(Map<String, String> before) throws SQLException, Trouble {
    int whole = 0;
    Map<String, String> wholeLast = before;
    Map<String, String> last = before;
    while (found.next()) {
      Map<String, String> row = found.row();
      Map<String, String> mark = mark(row);
      if (!rows.isEmpty() && !mark.equals(last)) {
        whole = rows.size();
        wholeLast = last;
        if (found.characters() >= MOST_CHARACTERS) {
          return new Table.Page(rows, last, true);
        }
      }
      if (rows.size() == batch) {
        return cut(whole, wholeLast);
      }
      rows.add(row);
      last = mark;
    }
    return new Table.Page(rows, last, false);
  }

  private Table.Page cut(int whole, Map<String, String> last) throws Trouble {
    if (whole == 0) {
      throw new Trouble("水位列取值相同的行多于 batch,请在 watermark 中加入唯一列",
          "more rows than batch share one watermark; add a unique column to the setting watermark");
    }
    return new Table.Page(new ArrayList<>(rows.subList(0, whole)), last, true);
  }

  private Map<String, String> mark(Map<String, String> row) throws Trouble {
    Map<String, String> mark = LinkedHashMap.newLinkedHashMap(watermark.size());
    for (Map.Entry<String, String> column : watermark.entrySet()) {
      String value = row.get(column.getValue());
      if (value == null) {
        throw noValue(column.getKey());
      }
      mark.put(column.getKey(), value);
    }
    return mark;
  }

  /** Watermark columns with the labels the database gives them. */
  private Map<String, String> watermark(List<String> columns) throws Trouble {
    Map<String, String> watermark = new LinkedHashMap<>();
    for (String column : columns) {
      watermark.put(column,
          found.labels().stream().filter(column::equalsIgnoreCase).findFirst().orElseThrow(() -> noValue(column)));
    }
    return watermark;
  }

  private static Trouble noValue(String column) {
    return new Trouble("查询结果缺少水位列 " + column + " 或其值为空",
        "the watermark column " + column + " is absent or null in a row");
  }
}
