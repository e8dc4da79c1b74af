package cn.yilu.catalogue.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;

/**
 * The log in PostgreSQL. It holds two connections of the database's pool for itself: one appends, one listens. Several
 * of them, on several nodes, may work on one database.
 */
public final class PostgresLog implements Log, AutoCloseable {
  private final DataSource database;
  private final LogTables tables = new LogTables();
  private final CompactionTables compaction = new CompactionTables();
  private final Followers followers = new Followers();
  private final Identity identity;
  private final Appender appender;
  private final Listener listener;

  /** The log in this migrated database. */
  public PostgresLog(DataSource database) {
    this.database = database;
    identity = ask(tables::identity);
    appender = new Appender(database, tables, followers::appended);
    listener = new Listener(database, tables, followers::appended);
  }

  /**
   * The log in a migrated database that was restored from a backup: its generation is raised, so that everything derived
   * from what came after the backup is made anew, and every cursor given since is refused.
   */
  public static PostgresLog restored(DataSource database) {
    try (Connection connection = database.getConnection()) {
      new LogTables().raise(connection);
    } catch (SQLException e) {
      throw unavailable(e);
    }
    return new PostgresLog(database);
  }

  @Override
  public Identity identity() {
    return identity;
  }

  /** {@inheritDoc} Encoding and compression happen here, in the caller's thread. */
  @Override
  public CompletableFuture<Appended> append(Batch batch) {
    return appender.append(Group.Member.of(batch));
  }

  /**
   * An append that belongs to a transaction of the caller's. From now on until its end the topic is locked for everybody
   * else, so this comes last in the transaction.
   */
  public Within within(Connection transaction, String topic) {
    try {
      tables.lock(transaction, topic);
      return new Within(transaction, topic);
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  /** A topic locked by a transaction. */
  public final class Within {
    private final Connection transaction;
    private final String topic;

    private Within(Connection transaction, String topic) {
      this.transaction = transaction;
      this.topic = topic;
    }

    /** The value of a position that only moves together with the topic. */
    public Optional<byte[]> position(String name) {
      try {
        return tables.position(transaction, name);
      } catch (SQLException e) {
        throw unavailable(e);
      }
    }

    /** Appends to the topic; it counts, and followers hear of it, when the transaction commits. */
    public Appended append(List<Entry> entries, Batch.Move move) {
      Batch batch = new Batch(Map.of(topic, entries), List.of(move));
      try {
        return tables.append(transaction, new Group(List.of(Group.Member.of(batch)))).getFirst();
      } catch (SQLException e) {
        throw unavailable(e);
      }
    }
  }

  @Override
  public List<Block> read(String topic, long after, int maxEntries) {
    return ask(connection -> tables.read(connection, topic, after, maxEntries));
  }

  @Override
  public List<Block> trail(String topic, long after, int maxEntries) {
    return ask(connection -> {
      // In this order, so that what compaction takes out in between is seen twice rather than never.
      List<Block> held = tables.read(connection, topic, after, maxEntries);
      return held.isEmpty()
          ? held
          : List.of(Trail.of(topic, after, held,
              compaction.trail(connection, topic, after, held.getLast().last(), maxEntries), maxEntries));
    });
  }

  @Override
  public Forgotten forgotten(String topic) {
    return ask(connection -> compaction.forgotten(connection, topic));
  }

  @Override
  public long head(String topic) {
    return ask(connection -> tables.head(connection, topic));
  }

  @Override
  public Map<String, Long> heads(String prefix) {
    Map<String, Long> heads = ask(tables::heads);
    heads.keySet().removeIf(topic -> !topic.startsWith(prefix));
    return heads;
  }

  @Override
  public List<String> topics(String prefix) {
    return ask(connection -> tables.topics(connection, prefix));
  }

  @Override
  public Optional<byte[]> position(String name) {
    return ask(connection -> tables.position(connection, name));
  }

  @Override
  public List<String> positions(String prefix) {
    return ask(connection -> tables.positions(connection, prefix));
  }

  @Override
  public Following follow(String topicPrefix, Runnable wake) {
    return followers.follow(topicPrefix, wake);
  }

  /** Commits what waits, then gives the connections back. */
  @Override
  public void close() {
    appender.close();
    listener.close();
    followers.close();
  }

  private interface Question<T> {
    T to(Connection connection) throws SQLException;
  }

  private <T> T ask(Question<T> question) {
    try (Connection connection = database.getConnection()) {
      return question.to(connection);
    } catch (SQLException e) {
      throw unavailable(e);
    }
  }

  private static LogUnavailable unavailable(SQLException cause) {
    return new LogUnavailable("the log's database does not answer as it should", cause);
  }
}
