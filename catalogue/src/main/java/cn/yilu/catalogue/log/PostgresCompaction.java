package cn.yilu.catalogue.log;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import javax.sql.DataSource;

/**
 * Compaction in PostgreSQL. A round takes up the newest number of so many keys after what was compacted before, then goes
 * through the topic from its beginning and rewrites a few blocks in each step, a transaction that touches no row which
 * appenders lock. What was done stays done when it is broken off; the round is begun again the next time.
 */
public final class PostgresCompaction implements Compaction {
  /** Taken up at once: 24 MiB of heap. */
  private static final int KEYS = 500_000;
  /** So many small blocks are worth being made one, even when nothing is taken out. */
  private static final int SMALL_ROWS = 32;

  private final DataSource database;
  private final Clock clock;
  private final int keys;
  private final CompactionTables tables = new CompactionTables();

  /** Compaction of the log in this migrated database. */
  public PostgresCompaction(DataSource database, Clock clock) {
    this(database, clock, KEYS);
  }

  PostgresCompaction(DataSource database, Clock clock, int keys) {
    this.database = database;
    this.clock = clock;
    this.keys = keys;
  }

  @Override
  public Freed compact(String topic, Bounds bounds, BooleanSupplier goOn) {
    return locked(topic, goOn, sweep -> {
      long end = Math.min(bounds.upTo(), sweep.place.standing().head());
      long to = sweep.place.standing().cleaned();
      boolean more = true;
      while (more && goOn.getAsBoolean()) {
        Round round = round(sweep, to, end, bounds);
        more = round.to() > to && round.full();
        to = round.to();
        if (!sweep.run(0, to, (sequence, entry) -> round.fate(sequence, entry, bounds.deletes()))) {
          return;
        }
        sweep.note(to);
      }
    });
  }

  @Override
  public Freed expire(String topic, long upTo, Instant before, BooleanSupplier goOn) {
    return expire(topic, upTo, before, goOn, entry -> happened(entry, before));
  }

  @Override
  public Freed drop(String topic, Instant before, BooleanSupplier goOn) {
    return expire(topic, Long.MAX_VALUE, before, goOn, entry -> true);
  }

  @Override
  public int dropPositions(String prefix, Instant before) {
    try (Connection connection = database.getConnection()) {
      return tables.dropPositions(connection, prefix, before);
    } catch (SQLException e) {
      throw new LogUnavailable("positions could not be dropped", e);
    }
  }

  private Freed expire(String topic, long upTo, Instant before, BooleanSupplier goOn, Predicate<Entry> over) {
    return locked(topic, goOn, sweep -> {
      long to = oldUpTo(sweep, Math.min(upTo, sweep.place.standing().head()), before);
      if (sweep.run(0, to, (sequence, entry) -> over.test(entry) ? Fate.FORGOTTEN : Fate.STAYS)) {
        sweep.note(to);
      }
    });
  }

  private static long oldUpTo(Sweep sweep, long end, Instant before) throws SQLException {
    long to = sweep.place.standing().cleaned();
    for (List<StoredRow> rows = sweep.rows(to, end); !rows.isEmpty(); rows = sweep.rows(to, end)) {
      for (StoredRow row : rows) {
        if (!isOlder(row.block(sweep.topic), before)) {
          return to;
        }
        to = row.last();
      }
    }
    return to;
  }

  private static boolean happened(Entry entry, Instant before) {
    return entry.eventTime() != Entry.NO_TIME && entry.eventTime() < before.toEpochMilli();
  }

  private static boolean isOlder(Block block, Instant before) {
    return block.entries().stream().allMatch(entry -> entry.recordedTime() < before.toEpochMilli());
  }

  private interface Work {
    void on(Sweep sweep) throws SQLException;
  }

  private Freed locked(String topic, BooleanSupplier goOn, Work work) {
    try (Connection connection = database.getConnection()) {
      if (!tables.lock(connection)) {
        return Freed.NOTHING;
      }
      try {
        Sweep sweep = new Sweep(connection, topic, tables.place(connection, topic), goOn);
        work.on(sweep);
        return sweep.freed;
      } finally {
        tables.unlock(connection);
      }
    } catch (SQLException e) {
      throw new LogUnavailable("a topic could not be compacted", e);
    }
  }

  /** The newest number of each key up to an entry; full when there was no room for more. */
  private record Round(long to, NewestNumbers newest, boolean full) {

    Fate fate(long sequence, Entry entry, Instant deletes) {
      if (newest.of(entry.key()) > sequence) {
        return Fate.REPLACED;
      }
      boolean old = entry.kind() == Entry.Kind.DELETE && entry.recordedTime() < deletes.toEpochMilli();
      return old ? Fate.FORGOTTEN : Fate.STAYS;
    }
  }

  private Round round(Sweep sweep, long cleaned, long end, Bounds bounds) throws SQLException {
    NewestNumbers newest = new NewestNumbers(keys);
    long to = cleaned;
    while (true) {
      List<StoredRow> rows = sweep.rows(to, end);
      if (rows.isEmpty()) {
        return new Round(to, newest, false);
      }
      for (StoredRow row : rows) {
        if (!newest.hasRoomFor(row.stored().count())) {
          if (to > cleaned) {
            return new Round(to, newest, true);
          }
          newest = new NewestNumbers(row.stored().count());
        }
        Block block = row.block(sweep.topic);
        if (!isOlder(block, bounds.settled())) {
          return new Round(to, newest, false);
        }
        for (int i = 0; i < block.entries().size(); i++) {
          newest.put(block.entries().get(i).key(), block.sequence(i));
        }
        to = row.last();
      }
    }
  }

  /** What becomes of an entry. */
  private enum Fate {
    STAYS, REPLACED, FORGOTTEN
  }

  private interface Judge {
    Fate fate(long sequence, Entry entry);
  }

  /** A topic being gone through. */
  private final class Sweep {
    private final Connection connection;
    private final String topic;
    private final CompactionTables.Place place;
    private final BooleanSupplier goOn;
    private Freed freed = Freed.NOTHING;

    Sweep(Connection connection, String topic, CompactionTables.Place place, BooleanSupplier goOn) {
      this.connection = connection;
      this.topic = topic;
      this.place = place;
      this.goOn = goOn;
    }

    List<StoredRow> rows(long after, long to) throws SQLException {
      return tables.rows(connection, place.topic(), after, to);
    }

    /** Goes through a range; false when it was broken off. */
    boolean run(long after, long to, Judge judge) throws SQLException {
      for (List<StoredRow> rows = rows(after, to); !rows.isEmpty(); rows = rows(rows.getLast().last(), to)) {
        if (!goOn.getAsBoolean() || !step(rows, judge)) {
          return false;
        }
      }
      return true;
    }

    private boolean step(List<StoredRow> rows, Judge judge) throws SQLException {
      Parted parted = new Parted(rows.getFirst().first(), rows.getLast().last());
      for (StoredRow row : rows) {
        Block block = row.block(topic);
        for (int i = 0; i < block.entries().size(); i++) {
          Entry entry = block.entries().get(i);
          switch (judge.fate(block.sequence(i), entry)) {
            case STAYS -> parted.stays(block.sequence(i), entry);
            case REPLACED -> parted.goes(block.sequence(i), entry);
            case FORGOTTEN -> parted.forgotten(block.sequence(i), entry);
          }
        }
      }
      return (parted.gone() == 0 && rows.size() < SMALL_ROWS && !emptied(rows)) || replace(rows, parted.replacement());
    }

    /** Blocks without entries, which are worth being made one. */
    private static boolean emptied(List<StoredRow> rows) {
      return rows.size() > 1 && rows.stream().allMatch(row -> row.stored().count() == 0);
    }

    private boolean replace(List<StoredRow> rows, CompactionTables.Replacement by) throws SQLException {
      boolean done = tables.replace(connection, place.topic(), rows, by);
      freed = done ? freed.plus(by.freed(rows)) : freed;
      return done;
    }

    void note(long cleaned) throws SQLException {
      if (place.topic() > 0) {
        tables.cleaned(connection, place.topic(), cleaned, clock.instant());
      }
    }
  }

  @Override
  public Standing standing(String topic) {
    try (Connection connection = database.getConnection()) {
      return tables.place(connection, topic).standing();
    } catch (SQLException e) {
      throw new LogUnavailable("the log's database does not answer as it should", e);
    }
  }
}
