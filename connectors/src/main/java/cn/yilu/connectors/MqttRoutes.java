package cn.yilu.connectors;

import java.time.Clock;
import java.util.Map;

/** Messages of an MQTT 5 broker, each acknowledged after its commit. */
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
    return Map.of(
        "url", "tcp://host:port or ssl://host:port of the broker",
        "topic", "topic filter, wildcards + and # allowed",
        "client", "client id, fixed and nobody else's: the broker keeps our messages under it",
        "user", "account at the broker; default none",
        "password", "its password",
        "mediaType", "what the messages are; default application/json",
        "charset", "character set of the messages; default as the content tells");
  }

  @Override
  void describe(SourceRoute route, Settings settings) {
    Subscription subscription = Subscription.of(settings);
    route.taking((from, down) -> new MqttSession(from, down, route.source(), subscription, route.reach(), clock))
        .process(route.toInbox());
  }
}
