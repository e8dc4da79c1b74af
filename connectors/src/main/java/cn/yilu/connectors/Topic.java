package cn.yilu.connectors;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What is read from which brokers, and as whom. Kafka's own names are in {@code client} only. */
record Topic(String name, boolean fromBeginning, String mediaType, Optional<String> mediaTypeHeader,
    Optional<Charset> charset, boolean deletesAsJson, Optional<String> group, Duration timeout,
    Map<String, String> client) {
  private static final Pattern BROKERS = Pattern.compile("[^\\s,:]+:\\d{1,5}(\\s*,\\s*[^\\s,:]+:\\d{1,5})*");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,249}");
  private static final String LONGEST_FETCH = Integer.toString(4 << 20);

  Topic {
    client = Map.copyOf(client);
  }

  static Topic of(Settings settings) {
    String name = settings.text("topic").strip();
    if (!NAME.matcher(name).matches()) {
      throw Settings.wrong("topic", "应是一个主题名", "must be the name of one topic");
    }
    return new Topic(name, settings.oneOf("first", "earliest", "latest").equals("earliest"),
        settings.text("mediaType", "application/json"), settings.optional("mediaTypeHeader"),
        settings.charset("charset"), settings.oneOf("deletes", "reject", "json").equals("json"),
        settings.optional("group"), timeout(settings), client(settings));
  }

  /** Nothing but its name: the rest may be secret. */
  @Override
  public String toString() {
    return "Topic[" + name + "]";
  }

  Properties properties() {
    Properties properties = new Properties();
    properties.putAll(client);
    return properties;
  }

  private static Map<String, String> client(Settings settings) {
    Map<String, String> client = new TreeMap<>(Map.of(
        "enable.auto.commit", "false", "auto.offset.reset", "none", "allow.auto.create.topics", "false",
        "isolation.level", "read_committed", "fetch.max.bytes", LONGEST_FETCH, "metadata.max.age.ms", "30000",
        "reconnect.backoff.max.ms", "5000"));
    String timeout = Long.toString(timeout(settings).toMillis());
    client.putAll(Map.of("request.timeout.ms", timeout, "default.api.timeout.ms", timeout));
    client.put("enable.metrics.push", "false");
    client.put("bootstrap.servers", brokers(settings));
    client.put("max.poll.records", Integer.toString(settings.number("batch", 500, 1, 5_000)));
    settings.optional("group").ifPresent(group -> client.put("group.id", group));
    boolean tls = tls(settings, client);
    boolean login = login(settings, client);
    client.put("security.protocol", (login ? "SASL_" : "") + (tls ? "SSL" : "PLAINTEXT"));
    return client;
  }

  private static Duration timeout(Settings settings) {
    return settings.duration("timeout", Duration.ofSeconds(10));
  }

  private static String brokers(Settings settings) {
    String brokers = settings.text("bootstrap").strip();
    if (!BROKERS.matcher(brokers).matches()) {
      throw Settings.wrong("bootstrap", "应是 主机:端口,多个以逗号分隔", "must be host:port, several parted by commas");
    }
    return brokers.replaceAll("\\s", "");
  }

  private static boolean tls(Settings settings, Map<String, String> client) {
    Optional<Identity> identity = Identity.of(settings);
    Optional<String> trust = settings.optional("trust");
    Trust.context(trust);
    client.put("ssl.enabled.protocols", "TLSv1.3,TLSv1.2");
    trust.ifPresent(pem -> client.putAll(Map.of("ssl.truststore.type", "PEM", "ssl.truststore.certificates", pem)));
    identity.ifPresent(ours -> client.putAll(Map.of("ssl.keystore.type", "PEM", "ssl.keystore.certificate.chain",
        ours.certificate(), "ssl.keystore.key", ours.key())));
    boolean wanted = trust.isPresent() || identity.isPresent();
    return settings.oneOf("tls", Boolean.toString(wanted), Boolean.toString(!wanted)).equals("true");
  }

  private static boolean login(Settings settings, Map<String, String> client) {
    Optional<String> user = settings.optional("user");
    String mechanism = settings.oneOf("mechanism", "SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN");
    user.ifPresent(name -> {
      String kind = mechanism.equals("PLAIN")
          ? "org.apache.kafka.common.security.plain.PlainLoginModule"
          : "org.apache.kafka.common.security.scram.ScramLoginModule";
      client.put("sasl.mechanism", mechanism);
      client.put("sasl.jaas.config", kind + " required username=" + quoted(name) + " password="
          + quoted(settings.text("password")) + ";");
    });
    return user.isPresent();
  }

  private static String quoted(String text) {
    return '"' + text.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }
}
