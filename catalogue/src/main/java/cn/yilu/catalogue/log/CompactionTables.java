package cn.yilu.catalogue.log;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What compaction reads and writes, on a connection of the caller's. */
final class CompactionTables {
  /** "yilu" and a number of our own: held by the one that compacts. */
  private static final String LOCK = "(2036952181, 1)";
  private static final int ROWS = 64;
  private static final int ENTRIES = 8192;
  private static final int BYTES = 2 * 1024 * 1024;

  /** How a topic stands, and its number; 0 when there is no such topic. */
  record Place(int topic, Compaction.Standing standing) {}

  /** What takes the place of rows. */
  record Replacement(List<StoredRow> rows, List<StoredRow> trail, long forgotten) {

    /** What it frees in the place of these. */
    Compaction.Freed freed(List<StoredRow> before) {
      return new Compaction.Freed(trail.stream().mapToLong(row -> row.stored().count()).sum(), bytes(before),
          bytes(rows) + bytes(trail));
    }

    private static long bytes(List<StoredRow> rows) {
      return rows.stream().mapToLong(row -> row.stored().bytes().length).sum();
    }
  }

  /** Takes the lock until {@link #unlock} or the connection's end; false when another has it. */
  boolean lock(Connection connection) throws SQLException {
    return flag(connection, "select pg_try_advisory_lock" + LOCK);
  }

  void unlock(Connection connection) throws SQLException {
    flag(connection, "select pg_advisory_unlock" + LOCK);
  }

  private static boolean flag(Connection connection, String sql) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(sql); ResultSet result = query.executeQuery()) {
      return result.next() && result.getBoolean(1);
    }
  }

  Place place(Connection connection, String topic) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(
        """
        select t.id, t.head, coalesce(c.cleaned, 0), c.ran, coalesce(c.entries, 0), coalesce(c.bytes_before, 0),
          coalesce(c.bytes_after, 0),
          (select coalesce(sum(count), 0) from log_block b where b.topic = t.id and b.first <= c.cleaned)
        from log_topic t left join log_compaction c on c.topic = t.id where t.name = ?""")) {
      query.setString(1, topic);
      try (ResultSet result = query.executeQuery()) {
        if (!result.next()) {
          return new Place(0, new Compaction.Standing(0, 0, 0, Optional.empty(), Compaction.Freed.NOTHING));
        }
        return new Place(result.getInt(1), new Compaction.Standing(result.getLong(2), result.getLong(3),
            result.getLong(8), Optional.ofNullable(result.getTimestamp(4)).map(Timestamp::toInstant),
            new Compaction.Freed(result.getLong(5), result.getLong(6), result.getLong(7))));
      }
    }
  }

  /** Some rows after a sequence number that end by another: at least one if there is one, as many as make a good step. */
  List<StoredRow> rows(Connection connection, int topic, long after, long to) throws SQLException {
    List<StoredRow> rows = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(
        """
        select %1$s from (
          select *, sum(length(bytes)) over near - length(bytes) as bytes_before,
            sum(count) over near - count as before
          from (select * from log_block where topic = ? and first > ? and last <= ? order by first limit ?) picked
          window near as (order by first)) counted
        where bytes_before < ? and before < ? order by first"""
            .formatted(StoredRow.COLUMNS))) {
      query.setInt(1, topic);
      query.setLong(2, after);
      query.setLong(3, to);
      query.setInt(4, ROWS);
      query.setInt(5, BYTES);
      query.setInt(6, ENTRIES);
      try (ResultSet result = query.executeQuery()) {
        while (result.next()) {
          rows.add(StoredRow.of(result));
        }
      }
    }
    return rows;
  }

  /** Puts the replacement in the place of the rows; false, and nothing done, when they are not there as they were. */
  boolean replace(Connection connection, int topic, List<StoredRow> rows, Replacement by) throws SQLException {
    connection.setAutoCommit(false);
    try {
      boolean there = delete(connection, topic, rows);
      if (there) {
        insert(connection, "log_block", topic, by.rows());
        insert(connection, "log_trail", topic, by.trail());
        count(connection, topic, by.freed(rows), by.forgotten());
        connection.commit();
      } else {
        connection.rollback();
      }
      return there;
    } catch (SQLException | RuntimeException e) {
      connection.rollback();
      throw e;
    } finally {
      connection.setAutoCommit(true);
    }
  }

  private static boolean delete(Connection connection, int topic, List<StoredRow> rows) throws SQLException {
    try (PreparedStatement delete = connection.prepareStatement(
        "delete from log_block b using unnest(?, ?) v (first, checksum)"
            + " where b.topic = ? and b.first = v.first and b.checksum = v.checksum")) {
      delete.setArray(1, connection.createArrayOf("int8", rows.stream().map(StoredRow::first).toArray()));
      delete.setArray(2,
          connection.createArrayOf("int8", rows.stream().map(row -> row.stored().checksum()).toArray()));
      delete.setInt(3, topic);
      return delete.executeUpdate() == rows.size();
    }
  }

  private static void insert(Connection connection, String table, int topic, List<StoredRow> rows)
      throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(
        "insert into " + table + " (topic, " + StoredRow.COLUMNS + ") values (?, ?, ?, ?, ?, ?, ?)")) {
      for (StoredRow row : rows) {
        insert.setInt(1, topic);
        insert.setLong(2, row.first());
        insert.setLong(3, row.last());
        insert.setInt(4, row.stored().count());
        insert.setShort(5, row.stored().format());
        insert.setLong(6, row.stored().checksum());
        insert.setBytes(7, row.stored().bytes());
        insert.addBatch();
      }
      insert.executeBatch();
    }
  }

  private static void count(Connection connection, int topic, Compaction.Freed freed, long forgotten)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(
        """
        insert into log_compaction as c (topic, entries, bytes_before, bytes_after, forgotten, forgettings)
          values (?, ?, ?, ?, ?, ?)
        on conflict (topic) do update set entries = c.entries + excluded.entries,
          bytes_before = c.bytes_before + excluded.bytes_before, bytes_after = c.bytes_after + excluded.bytes_after,
          forgotten = greatest(c.forgotten, excluded.forgotten), forgettings = c.forgettings + excluded.forgettings""")) {
      update.setInt(1, topic);
      update.setLong(2, freed.entries());
      update.setLong(3, freed.bytesBefore());
      update.setLong(4, freed.bytesAfter());
      update.setLong(5, forgotten);
      update.setLong(6, forgotten > 0 ? 1 : 0);
      update.executeUpdate();
    }
  }

  /** Notes up to where a topic was gone through, and when. */
  void cleaned(Connection connection, int topic, long cleaned, Instant now) throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(
        """
        insert into log_compaction as c (topic, cleaned, ran) values (?, ?, ?)
        on conflict (topic) do update set cleaned = greatest(c.cleaned, excluded.cleaned), ran = excluded.ran""")) {
      update.setInt(1, topic);
      update.setLong(2, cleaned);
      update.setTimestamp(3, Timestamp.from(now));
      update.executeUpdate();
    }
  }

  int dropPositions(Connection connection, String prefix, Instant before) throws SQLException {
    try (PreparedStatement drop = connection.prepareStatement(
        "delete from log_position where starts_with(name, ?) and made < ?")) {
      drop.setString(1, prefix);
      drop.setTimestamp(2, Timestamp.from(before));
      return drop.executeUpdate();
    }
  }

  Log.Forgotten forgotten(Connection connection, String topic) throws SQLException {
    try (PreparedStatement query = connection.prepareStatement(
        "select c.forgotten, c.forgettings from log_compaction c join log_topic t on t.id = c.topic where t.name = ?")) {
      query.setString(1, topic);
      try (ResultSet result = query.executeQuery()) {
        return result.next() ? new Log.Forgotten(result.getLong(1), result.getLong(2)) : Log.Forgotten.NOTHING;
      }
    }
  }

  /**
   * Rows of the trail that reach beyond a sequence number and begin up to another, in order of their beginnings; of those
   * that begin later than right after it, only the first so many entries' worth.
   */
  List<StoredRow> trail(Connection connection, String topic, long after, long to, int most) throws SQLException {
    List<StoredRow> rows = new ArrayList<>();
    try (PreparedStatement query = connection.prepareStatement(
        """
        select %s from (
          select *, sum(case when first > ? then count else 0 end) over (order by first rows between unbounded preceding
            and 1 preceding) as before from log_trail
          where topic = (select id from log_topic where name = ?) and last > ? and first <= ?) near
        where coalesce(before, 0) < ? order by first""".formatted(StoredRow.COLUMNS))) {
      query.setLong(1, after + 1);
      query.setString(2, topic);
      query.setLong(3, after);
      query.setLong(4, to);
      query.setInt(5, most);
      try (ResultSet result = query.executeQuery()) {
        while (result.next()) {
          rows.add(StoredRow.of(result));
        }
      }
    }
    return rows;
  }
}
