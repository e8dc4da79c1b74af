package cn.yilu.connectors;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/** HL7 v2 messages over MLLP, answered one by one after the commit. */
public final class MllpRoutes extends OneRoute {
  private final Clock clock;

  public MllpRoutes(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String protocol() {
    return "mllp";
  }

  @Override
  public Map<String, String> settings() {
    return Map.of(
        "port", "the port to listen on",
        "host", "the address to listen on, 0.0.0.0 for all; default 127.0.0.1",
        "idle", "how long a connection may be silent between two messages; default 10m",
        "charset", "character set of the messages; default as MSH-18 tells");
  }

  @Override
  void describe(SourceRoute route, Settings settings) {
    MllpSettings listen = new MllpSettings(settings.text("host", "127.0.0.1"), settings.number("port", 1, 65_535),
        settings.duration("idle", Duration.ofMinutes(10)), settings.charset("charset"));
    route.taking((from, down) -> new MllpServer(from, down, route.source(), listen, route.reach(), clock))
        .process(route.toInbox());
  }
}
