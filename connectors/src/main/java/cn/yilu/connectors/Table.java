package cn.yilu.connectors;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A table or view of a database, read in pages by its watermark. */
final class Table {
  private static final String CANCELLED = "57014";

  private final Database database;
  private final NamedQuery query;
  private final List<String> columns;
  private final Map<String, String> first;

  /** @param more whether there are further rows right now */
  record Page(List<Map<String, String>> rows, Map<String, String> last, boolean more) {}

  private Table(Database database, NamedQuery query, List<String> columns, Map<String, String> first) {
    this.database = database;
    this.query = query;
    this.columns = columns;
    this.first = first;
  }

  static Table of(Drivers drivers, Settings settings) {
    List<String> columns = List.of(settings.text("watermark").toLowerCase(Locale.ROOT).strip().split("\\s*,\\s*"));
    Database database = Database.of(drivers, settings);
    return new Table(database, NamedQuery.parse(database.query(), columns), columns, first(settings, columns));
  }

  List<String> columns() {
    return columns;
  }

  /** The watermark before every row. */
  Map<String, String> first() {
    return first;
  }

  Page after(Map<String, String> watermark) throws Trouble {
    try (Connection connection = database.open()) {
      database.patience().tell(connection);
      Page page = page(connection, watermark);
      connection.rollback();
      return page;
    } catch (SQLException failure) {
      throw trouble(failure);
    }
  }

  private Page page(Connection connection, Map<String, String> watermark) throws SQLException, Trouble {
    try (PreparedStatement select = connection.prepareStatement(query.sql())) {
      fill(select, watermark);
      return database.patience().patiently(select, () -> {
        try (ResultSet found = select.executeQuery()) {
          return new PageReader(found, columns, database.batch()).read(watermark);
        }
      });
    }
  }

  private void fill(PreparedStatement select, Map<String, String> watermark) throws SQLException {
    select.setFetchSize(database.fetch());
    for (int at = 0; at < query.names().size(); at++) {
      String name = query.names().get(at);
      if (name.equals(NamedQuery.LIMIT)) {
        select.setInt(at + 1, database.batch() + 1);
      } else {
        select.setString(at + 1, watermark.get(name));
      }
    }
  }

  private static Map<String, String> first(Settings settings, List<String> columns) {
    List<String> values = List.of(settings.text("first", ",".repeat(columns.size() - 1)).split(",", -1));
    if (values.size() != columns.size()) {
      throw Settings.wrong("first", "应与 watermark 的列数相同", "must have one value for each column of watermark");
    }
    Map<String, String> first = new LinkedHashMap<>();
    for (int at = 0; at < values.size(); at++) {
      first.put(columns.get(at), values.get(at).strip());
    }
    return first;
  }

  /** The state code says enough; the text of a database's message may quote values. */
  static Trouble trouble(SQLException failure) {
    String state = failure.getSQLState() == null ? "?" : failure.getSQLState();
    if (failure instanceof SQLTimeoutException || state.equals(CANCELLED)) {
      return new Trouble("数据库未在规定时间(设置 timeout)内应答,查询已取消",
          "the database did not answer in time (setting timeout), and the query was cancelled", failure);
    }
    if (String.valueOf(failure.getMessage()).contains("maxResultBuffer")) {
      return new Trouble("一次取得的行过大,内存放不下:请在 query 中少取列,或调小 batch",
          "the rows fetched at once are too large for memory: take fewer columns in query, or set a smaller batch",
          failure);
    }
    return switch (state.substring(0, Math.min(2, state.length()))) {
      case "08", "57" -> new Trouble("无法连接数据库(SQLSTATE " + state + ")",
          "the database cannot be reached (SQLSTATE " + state + ")", failure);
      case "28" -> new Trouble("数据库拒绝登录(SQLSTATE " + state + ")",
          "the database refuses the login (SQLSTATE " + state + ")", failure);
      case "42" -> new Trouble("查询语句有误或没有权限(SQLSTATE " + state + ")",
          "the query is wrong or not permitted (SQLSTATE " + state + ")", failure);
      default ->
        new Trouble("读取数据库失败(SQLSTATE " + state + ")", "reading the database failed (SQLSTATE " + state + ")", failure);
    };
  }
}
