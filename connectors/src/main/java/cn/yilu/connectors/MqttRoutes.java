package cn.yilu.connectors;

import java.time.Clock;
import java.util.Map;

/** Messages of an MQTT broker, by version 5 or 3.1.1, each acknowledged after its commit. */
public final class MqttRoutes extends OneRoute {
  private final Clock clock;

  public MqttRoutes(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String protocol() {
    return "mqtt";
  }

  @Override
  public Map<String, String> settings() {
    return Map.ofEntries(
        Map.entry("url", "tcp://host:port or ssl://host:port of the broker"),
        Map.entry("topic", "topic filter, wildcards + and # allowed"),
        Map.entry("client", "client id, fixed and nobody else's: the broker keeps our messages under it"),
        Map.entry("user", "account at the broker; default none"),
        Map.entry("password", "its password"),
        Map.entry("mediaType", "what the messages are; default application/json"),
        Map.entry("charset", "character set of the messages; default as the content tells"),
        Map.entry("version", "5 or 3.1.1; default 5"),
        Map.entry("keepAlive",
            "silence after which the broker is asked whether it is there; default 30s, by 3.1.1 60s"),
        Map.entry("trust", Trust.MEANING),
        Map.entry("certificate", Identity.CERTIFICATE),
        Map.entry("key", Identity.KEY));
  }

  @Override
  void describe(SourceRoute route, Settings settings) {
    Subscription subscription = Subscription.of(settings);
    route.taking((from, down) -> new MqttSession(from, down, route.source(), subscription, route.reach(), clock))
        .process(route.toInbox());
  }
}
