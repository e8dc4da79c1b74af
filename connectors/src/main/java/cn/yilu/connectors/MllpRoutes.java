package cn.yilu.connectors;

import java.time.Clock;
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
        "timeout", "how long a message, and the taking of its answer, may take; default 60s",
        "charset", "character set of the messages; default as MSH-18 tells",
        "certificate", Identity.CERTIFICATE + "; with it senders must speak TLS, 1.2 at least",
        "key", Identity.KEY,
        "trust", "authorities (PEM) of the certificates that senders must show; default none is asked for");
  }

  @Override
  void describe(SourceRoute route, Settings settings) {
    MllpSettings listen = MllpSettings.of(settings);
    route.taking((from, down) -> new MllpServer(from, down, route.source(), listen, route.reach(), clock))
        .process(route.toInbox());
  }
}
