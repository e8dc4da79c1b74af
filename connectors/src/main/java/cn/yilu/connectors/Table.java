package cn.yilu.connectors;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;

/** A table or view of a database, read in pages by its watermark. */
final class Table {
  private static final int FETCH = 500;
  private static final Duration LONGEST_ANSWER = Duration.ofMinutes(5);

  private final Drivers drivers;
  private final String url;
  private final Properties login;
  private final NamedQuery query;
  private final List<String> columns;
  private final Map<String, String> first;
  private final int batch;

  /** @param more whether there are further rows right now */
  record Page(List<Map<String, String>> rows, Map<String, String> last, boolean more) {}

  private Table(Drivers drivers, String url, Properties login, NamedQuery query, List<String> columns,
      Map<String, String> first,
      int batch) {
    this.drivers = drivers;
    this.url = url;
    this.login = login;
    this.query = query;
    this.columns = columns;
    this.first = first;
    this.batch = batch;
  }

  static Table of(Drivers drivers, Settings settings) {
    List<String> columns = List.of(settings.text("watermark").toLowerCase(Locale.ROOT).strip().split("\\s*,\\s*"));
    return new Table(drivers, settings.text("url"), login(settings), NamedQuery.parse(settings.text("query"), columns),
        columns,
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
    try (Connection connection = drivers.connect(url, login)) {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      connection.setNetworkTimeout(Runnable::run, (int) LONGEST_ANSWER.toMillis());
      try (PreparedStatement select = connection.prepareStatement(query.sql())) {
        fill(select, watermark);
        try (ResultSet found = select.executeQuery()) {
          return new PageReader(found, columns, batch).read(watermark);
        }
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

  static Properties login(Settings settings) {
    Properties login = new Properties();
    settings.optional("user").ifPresent(user -> login.setProperty("user", user));
    settings.optional("password").ifPresent(password -> login.setProperty("password", password));
    if (settings.text("url").startsWith("jdbc:postgresql:")) {
      // Lets the server give a watermark the type of its column; PostgreSQL alone would insist on text.
      login.setProperty("stringtype", "unspecified");
      // Else a server that takes the connection and then says nothing would be waited for without end.
      login.setProperty("loginTimeout", "15");
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
  static Trouble trouble(SQLException failure) {
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
