package cn.yilu.connectors;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.Map;

/** Messages of a topic of Kafka, read on from the offsets that the inbox has committed. */
public final class KafkaRoutes extends OneRoute {
  private final Clock clock;

  public KafkaRoutes(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String protocol() {
    return "kafka";
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("bootstrap", "host:port of one or more brokers, comma separated");
    settings.put("topic", "the topic to read, all of its partitions");
    settings.put("first", "earliest or latest: where to begin when nothing is committed yet; default earliest");
    settings.put("mediaType", "what the messages are; default application/json");
    settings.put("mediaTypeHeader",
        "header that says what a message is, such as content-type; default none is looked at");
    settings.put("charset", "character set of the messages; default as the content tells");
    settings.put("deletes", "reject or json: a message without a value becomes a rejected row, or the document"
        + " {\"__key\": its key, \"__deleted\": \"true\", \"__time\": when it was written}; default reject");
    settings.put("group", "group under which our offsets are told to the broker as well, for its own people to see;"
        + " default they are not");
    settings.put("batch", "most messages handed on at once, 1 to 5000; default 500");
    settings.put("timeout", "how long a broker may take to answer; default 10s");
    settings.put("user", "account at the broker; default none");
    settings.put("password", "its password");
    settings.put("mechanism", "how it logs in: SCRAM-SHA-512, SCRAM-SHA-256 or PLAIN; default SCRAM-SHA-512");
    settings.put("tls", "true or false: whether to speak TLS; default true where trust or certificate is given");
    settings.put("trust", Trust.MEANING);
    settings.put("certificate", Identity.CERTIFICATE);
    settings.put("key", Identity.KEY);
    return settings;
  }

  @Override
  void describe(SourceRoute route, Settings settings) {
    Topic topic = Topic.of(settings);
    route.taking((from, down) -> new KafkaReader(from, down, new KafkaReader.Place(route.source(), route.inbox()),
        topic, route.reach(), clock)).process(route.toInbox());
  }
}
