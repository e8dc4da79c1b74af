package cn.yilu.connectors;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * A table or view of a database, read in pages by its watermark. A page ends at {@code batch} rows or about four
 * million characters, and always between two values of the watermark, so that rows of equal watermark stay together
 * and none is lost between two pages.
 */
final class Table {
  private static final int FETCH = 500;
  private static final int MOST_CHARACTERS = 4 << 20;
  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(5);

  private final String url;
  private final Properties login;
  private final NamedQuery query;
  private final List<String> columns;
  private final Map<String, String> first;
  private final int batch;

  /** @param more whether there are further rows right now */
  record Page(List<Map<String, String>> rows, Map<String, String> last, boolean more) {}

  private Table(String url, Properties login, NamedQuery query, List<String> columns, Map<String, String> first,
      int batch) {
    this.url = url;
    this.login = login;
    this.query = query;
    this.columns = columns;
    this.first = first;
    this.batch = batch;
  }

  static Table of(Settings settings) {
    List<String> columns = List.of(settings.text("watermark").toLowerCase(Locale.ROOT).strip().split("\\s*,\\s*"));
    return new Table(settings.text("url"), login(settings), NamedQuery.parse(settings.text("query"), columns), columns,
        first(settings, columns), settings.number("batch", 5_000, 1, 5_000));
  }

  List<String> columns() {
    return columns;
  }

  /** The watermark before every row. */
  Map<String, String> first() {
    return first;
  }

  Page after(Map<String, String> watermark) throws Trouble {
    try (Connection connection = DriverManager.getConnection(url, login)) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      connection.setNetworkTimeout(Runnable::run, (int) LONGEST_ANSWER.toMillis());
      try (PreparedStatement select = connection.prepareStatement(query.sql())) {
        fill(select, watermark);
        return read(select, watermark);
      } finally {
        connection.rollback();
      }
    } catch (SQLException failure) {
      throw trouble(failure);
    }
  }

  private void fill(PreparedStatement select, Map<String, String> watermark) throws SQLException {
    select.setFetchSize(Math.min(batch + 1, FETCH));
    for (int at = 0; at < query.names().size(); at++) {
      String name = query.names().get(at);
      if (name.equals(NamedQuery.LIMIT)) {
        select.setInt(at + 1, batch + 1);
      } else {
        select.setString(at + 1, watermark.get(name));
      }
    }
  }

  private Page read(PreparedStatement select, Map<String, String> watermark) throws SQLException, Trouble {
    List<Map<String, String>> rows = new ArrayList<>();
    Map<String, String> last = watermark;
    int whole = 0;
    Map<String, String> wholeLast = watermark;
    long characters = 0;
    try (ResultSet found = select.executeQuery()) {
      List<String> labels = labels(found.getMetaData());
      while (found.next()) {
        Map<String, String> row = row(found, labels);
        Map<String, String> mark = mark(row);
        if (!rows.isEmpty() && !mark.equals(last)) {
          whole = rows.size();
          wholeLast = last;
          if (whole == batch || characters >= MOST_CHARACTERS) {
            return new Page(rows, wholeLast, true);
          }
        }
        if (rows.size() == batch) {
          return cut(rows, whole, wholeLast);
        }
        rows.add(row);
        last = mark;
        characters += characters(row);
      }
    }
    return new Page(rows, last, false);
  }

  private static Page cut(List<Map<String, String>> rows, int whole, Map<String, String> last) throws Trouble {
    if (whole == 0) {
      throw new Trouble("水位列取值相同的行多于 batch,请在 watermark 中加入唯一列",
          "more rows than batch share one watermark; add a unique column to the setting watermark");
    }
    return new Page(new ArrayList<>(rows.subList(0, whole)), last, true);
  }

  private static List<String> labels(ResultSetMetaData columns) throws SQLException {
    List<String> labels = new ArrayList<>();
    for (int at = 1; at <= columns.getColumnCount(); at++) {
      labels.add(columns.getColumnLabel(at));
    }
    return labels;
  }

  private static Map<String, String> row(ResultSet found, List<String> labels) throws SQLException {
    Map<String, String> row = LinkedHashMap.newLinkedHashMap(labels.size());
    for (int at = 0; at < labels.size(); at++) {
      row.put(labels.get(at), found.getString(at + 1));
    }
    return row;
  }

  private Map<String, String> mark(Map<String, String> row) throws Trouble {
    Map<String, String> mark = new LinkedHashMap<>();
    for (String column : columns) {
      mark.put(column, value(row, column));
    }
    return mark;
  }

  private static String value(Map<String, String> row, String column) throws Trouble {
    for (Map.Entry<String, String> cell : row.entrySet()) {
      if (cell.getKey().equalsIgnoreCase(column) && cell.getValue() != null) {
        return cell.getValue();
      }
    }
    throw new Trouble("查询结果缺少水位列 " + column + " 或其值为空",
        "the watermark column " + column + " is absent or null in a row");
  }

  private static long characters(Map<String, String> row) {
    long sum = 0;
    for (@Nullable
    String value : row.values()) {
      sum += value == null ? 0 : value.length();
    }
    return sum;
  }

  private static Properties login(Settings settings) {
    Properties login = new Properties();
    settings.optional("user").ifPresent(user -> login.setProperty("user", user));
    settings.optional("password").ifPresent(password -> login.setProperty("password", password));
    if (settings.text("url").startsWith("jdbc:postgresql:")) {
      // Lets the server give a watermark the type of its column; PostgreSQL alone would insist on text.
      login.setProperty("stringtype", "unspecified");
    }
    return login;
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
  private static Trouble trouble(SQLException failure) {
    String state = failure.getSQLState() == null ? "?" : failure.getSQLState();
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
