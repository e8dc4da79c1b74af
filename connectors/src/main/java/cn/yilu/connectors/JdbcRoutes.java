package cn.yilu.connectors;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** Database tables and views, read only, in pages that go on from the last committed watermark. */
public final class JdbcRoutes extends OneRoute {
  private final Clock clock;

  public JdbcRoutes(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String protocol() {
    return "jdbc";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "url", "JDBC address of the database",
        "user", "account, best one that can only read",
        "password", "its password",
        "query", "select ordered by the watermark, with :after (or one :<column> for each) and :limit",
        "watermark", "columns the query is ordered by, comma separated; together best unique",
        "first", "values of these columns before the first row, comma separated; default empty texts",
        "every", "pause between polls once everything is read; default 10s",
        "batch", "most rows handed on at once, 1 to 5000; default 5000",
        "overlap", "how late a row may appear behind rows stamped later, to be found all the same; default not at all");
  }

  @Override
  void describe(SourceRoute route, Settings settings) {
    Table table = Table.of(settings);
    LateRows late = new LateRows(settings.duration("overlap"), clock);
    route.rounds(settings.duration("every", Duration.ofSeconds(10)))
        .process(new TakeRows(route.source(), table, route.inbox(), late, clock))
        .process(route.toInbox());
  }
}
