package cn.yilu.catalogue.postgres;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Where a database is and how to get in. */
public record Address(String url, String user, String password) {

  /** One connection of its own; the caller closes it. */
  public Connection connect() throws SQLException {
    return DriverManager.getConnection(url, user, password);
  }

  /**
   * A pool of at most so many connections. Each of them gives up a lock after 10 s and is thrown out by the server when
   * it keeps a transaction open for 30 s without a word, so that nobody waits for the dead.
   */
  public HikariDataSource pool(int connections) {
    HikariConfig config = new HikariConfig();
    config.setPoolName("postgres");
    config.setJdbcUrl(url);
    config.setUsername(user);
    config.setPassword(password);
    config.setMaximumPoolSize(connections);
    config.setMinimumIdle(Math.min(2, connections));
    config.setConnectionTimeout(10_000);
    config.addDataSourceProperty("ApplicationName", "yilu");
    config.addDataSourceProperty("tcpKeepAlive", "true");
    config.addDataSourceProperty("connectTimeout", "10");
    config.addDataSourceProperty("socketTimeout", "120");
    config.addDataSourceProperty("options", "-c lock_timeout=10s -c idle_in_transaction_session_timeout=30s"
        + " -c tcp_keepalives_idle=5 -c tcp_keepalives_interval=2 -c tcp_keepalives_count=3 -c timezone=UTC");
    return new HikariDataSource(config);
  }

  /** Without the password. */
  @Override
  public String toString() {
    return user + "@" + url;
  }
}
