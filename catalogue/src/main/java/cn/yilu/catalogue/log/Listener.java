package cn.yilu.catalogue.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.postgresql.PGConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notices what other nodes appended: by notification at once, by looking at the heads every 200 ms in any case. */
final class Listener implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Listener.class);
  private static final int POLL_MILLIS = 200;

  private final DataSource database;
  private final LogTables tables;
  private final Consumer<Set<String>> appended;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = Thread.ofPlatform().daemon().name("log-listener").unstarted(this::run);
  private Map<String, Long> seen = Map.of();

  Listener(DataSource database, LogTables tables, Consumer<Set<String>> appended) {
    this.database = database;
    this.tables = tables;
    this.appended = appended;
    thread.start();
  }

  private void run() {
    boolean told = false;
    while (closed.getCount() > 0) {
      try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
        statement.execute("listen yilu_log");
        told = false;
        listen(connection);
        statement.execute("unlisten yilu_log");
      } catch (SQLException | RuntimeException e) {
        if (!told && closed.getCount() > 0) {
          LOG.atWarn().addKeyValue("reason", e.getMessage()).log("The log cannot listen for other nodes; trying again");
        }
        told = true;
        pause();
      }
    }
  }

  private void listen(Connection connection) throws SQLException {
    PGConnection notifications = connection.unwrap(PGConnection.class);
    while (closed.getCount() > 0) {
      Map<String, Long> heads = tables.heads(connection);
      Set<String> moved = new HashSet<>();
      heads.forEach((topic, head) -> {
        if (!head.equals(seen.get(topic))) {
          moved.add(topic);
        }
      });
      seen = new HashMap<>(heads);
      if (!moved.isEmpty()) {
        appended.accept(moved);
      }
      notifications.getNotifications(POLL_MILLIS);
    }
  }

  private void pause() {
    try {
      closed.await(POLL_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
