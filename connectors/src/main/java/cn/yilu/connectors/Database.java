package cn.yilu.connectors;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.Properties;

/** A database and the query whose answer is wanted as a whole. */
record Database(Drivers drivers, String url, Properties login, String query, int batch) {

  static Database of(Drivers drivers, Settings settings) {
    return new Database(drivers, settings.text("url"), Table.login(settings), settings.text("query"),
        settings.number("batch", 5_000, 1, 5_000));
  }

  /** Nothing: login and query are nobody's business. */
  @Override
  public String toString() {
    return "Database";
  }

  /** Whether it answers. */
  void look() throws SQLException, Trouble {
    drivers.connect(url, login).close();
  }

  WholeTable whole() throws SQLException, Trouble {
    Connection connection = drivers.connect(url, login);
    try {
      return WholeTable.open(connection, query, batch);
    } catch (SQLException failure) {
      connection.close();
      throw failure;
    }
  }
}
