package cn.yilu.connectors;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTimeoutException;
import java.sql.Statement;
import java.time.Duration;

/**
 * How long a database may take for an answer. What takes longer is cancelled there too, so that it does not go on for
 * nobody and tries do not pile up; whoever does not heed that either loses the connection ten seconds later.
 */
record Patience(Duration longest) {
  private static final Duration GRACE = Duration.ofSeconds(10);

  /** A question and the reading of its answer. */
  @FunctionalInterface
  interface Reading<T> {
    T read() throws SQLException, Trouble;
  }

  private interface Ending {
    void end() throws SQLException;
  }

  /** For what lies outside of a reading, such as the end of a transaction. */
  void guard(Connection connection) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, Math.clamp(longest.plus(GRACE).toMillis(), 1, Integer.MAX_VALUE));
  }

  /** Has PostgreSQL itself end what takes too long in this transaction, also when nobody is left to cancel it. */
  void tell(Connection connection) throws SQLException {
    if (connection.getMetaData().getURL().startsWith("jdbc:postgresql:")) {
      try (Statement limit = connection.createStatement()) {
        limit.execute("set local statement_timeout = " + Math.clamp(longest.toMillis(), 1, Integer.MAX_VALUE));
      }
    }
  }

  /** @throws SQLTimeoutException when it was not over in time */
  <T> T patiently(Statement select, Reading<T> reading) throws SQLException, Trouble {
    Connection connection = select.getConnection();
    Deadline cancelled = new Deadline(longest, () -> apart(select::cancel));
    Deadline aborted = new Deadline(longest.plus(GRACE), () -> apart(() -> connection.abort(Runnable::run)));
    try (cancelled; aborted) {
      return reading.read();
    } catch (SQLException failure) {
      if (cancelled.passed()) {
        throw new SQLTimeoutException("not in time", failure);
      }
      throw failure;
    }
  }

  /** On a thread of its own, since it may wait for the database. */
  private static void apart(Ending ending) {
    Thread.ofVirtual().name("cancel").start(() -> {
      try {
        ending.end();
      } catch (SQLException gone) {
        // It ended by itself, or the connection is aborted next.
      }
    });
  }
}
