package cn.yilu.connectors;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Database tables and views, read only: in pages that go on from the last committed watermark, or as a whole every so
 * often where the source keeps neither deletes nor times of change.
 */
public final class JdbcRoutes extends OneRoute {
  private static final Duration LOOK = Duration.ofMinutes(1);

  private final Drivers drivers;
  private final Clock clock;

  /** @param drivers folder with jars of JDBC drivers that do not come with us; it need not be there */
  public JdbcRoutes(Path drivers, Clock clock) {
    this.drivers = new Drivers(drivers);
    this.clock = clock;
  }

  @Override
  public String protocol() {
    return "jdbc";
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("url", "JDBC address of the database");
    settings.put("user", "account, best one that can only read");
    settings.put("password", "its password");
    settings.put("mode",
        "changes (by watermark) or full (the whole answer of the query each time); default changes");
    settings.put("query",
        "select ordered by the watermark, with :after (or one :<column> for each) and :limit; in mode full any select");
    settings.put("watermark", "columns the query is ordered by, comma separated; together best unique");
    settings.put("first", "values of these columns before the first row, comma separated; default empty texts");
    settings.put("every", "pause between polls once everything is read; default 10s, in mode full 1h");
    settings.put("batch", "most rows handed on at once, 1 to 5000; default 5000");
    settings.put("timeout", "how long the database may take for so many rows; default 5m");
    settings.put("overlap",
        "how late a row may appear behind rows stamped later, to be found all the same, or none; default 1m");
    return settings;
  }

  @Override
  void describe(SourceRoute route, Settings settings) {
    if (settings.oneOf("mode", "changes", "full").equals("full")) {
      whole(route, settings);
    } else {
      changes(route, settings);
    }
  }

  private void whole(SourceRoute route, Settings settings) {
    Duration every = settings.duration("every", Duration.ofHours(1));
    TakeAll all = new TakeAll(route.source(), Database.of(drivers, settings), every, route.inbox(), clock);
    route.rounds(every.compareTo(LOOK) < 0 ? every : LOOK).process(all).process(route.toInbox())
        .process(all::committed);
  }

  private void changes(SourceRoute route, Settings settings) {
    Table table = Table.of(drivers, settings);
    LateRows late = new LateRows(overlap(settings), clock);
    route.rounds(settings.duration("every", Duration.ofSeconds(10)))
        .process(new TakeRows(route.source(), table, route.inbox(), late, clock))
        .process(route.toInbox());
  }

  /** A row of a transaction that took long to commit would be lost for good without, and nobody would know. */
  private static Optional<Duration> overlap(Settings settings) {
    return settings.optional("overlap").filter("none"::equals).isPresent()
        ? Optional.empty()
        : Optional.of(settings.duration("overlap", Duration.ofMinutes(1)));
  }
}
