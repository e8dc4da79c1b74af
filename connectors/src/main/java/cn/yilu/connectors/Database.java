package cn.yilu.connectors;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;

/** A database and what it is asked: at most {@code batch} rows at once. */
record Database(Drivers drivers, String url, Properties login, String query, int batch, Patience patience) {
  /** Rows that a driver holds at once, which may bear pictures. */
  private static final int FETCH = 50;

  static Database of(Drivers drivers, Settings settings) {
    return new Database(drivers, settings.text("url"), login(settings), settings.text("query"),
        settings.number("batch", 5_000, 1, 5_000), new Patience(settings.duration("timeout", Duration.ofMinutes(5))));
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
      // Rows that would not fit into memory fail this source, and not all of us.
      login.setProperty("maxResultBuffer", "10p");
    }
    return login;
  }

  /** Nothing: login and query are nobody's business. */
  @Override
  public String toString() {
    return "Database";
  }

  int fetch() {
    return Math.min(batch, FETCH);
  }

  /** Whether it answers. */
  void look() throws SQLException, Trouble {
    drivers.connect(url, login).close();
  }

  WholeTable whole() throws SQLException, Trouble {
    Connection connection = open();
    try {
      return WholeTable.open(connection, this);
    } catch (SQLException | Trouble failure) {
      connection.close();
      throw failure;
    }
  }

  /** A connection that only reads, and by which nothing is waited for without end. */
  Connection open() throws SQLException, Trouble {
    Connection connection = drivers.connect(url, login);
    try {
      connection.setReadOnly(true);
      connection.setAutoCommit(false);
      patience.guard(connection);
      return connection;
    } catch (SQLException failure) {
      connection.close();
      throw failure;
    }
  }
}
