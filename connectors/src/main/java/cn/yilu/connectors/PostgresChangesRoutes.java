package cn.yilu.connectors;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** Tables of a PostgreSQL: first all of their rows, then every change as it is committed there, deletes included. */
public final class PostgresChangesRoutes extends OneRoute {
  private final Clock clock;

  public PostgresChangesRoutes(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String protocol() {
    return "postgres-changes";
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("url", "jdbc:postgresql://host:port/database; the server runs with wal_level = logical");
    settings.put("user", "account that may read the tables and has the attribute REPLICATION");
    settings.put("password", "its password");
    settings.put("tables", "schema.table, several comma separated; each with a primary key or REPLICA IDENTITY FULL");
    settings.put("beat", "how often the slot is moved on while only others write, default 1m");
    settings.put("timeout", "how long the server may not answer; default 5m");
    settings.put("slot", "replication slot, nobody else's; made when absent; default yilu_<source>");
    settings.put("publication", "publication of the tables; made when absent, which only their owner may;"
        + " default yilu_<source>");
    settings.put("ssl", "disable, prefer, require, verify-ca or verify-full; default prefer");
    settings.put("trustFile", "file with the certificates (PEM) of the authorities that vouch for the server");
    return settings;
  }

  @Override
  void describe(SourceRoute route, Settings settings) {
    Capture capture = Capture.of(route.source(), settings);
    route.taking((from, down) -> new ChangeReader(from, down, capture, route.inbox(), route.reach(), clock))
        .process(route.toInbox());
  }
}
