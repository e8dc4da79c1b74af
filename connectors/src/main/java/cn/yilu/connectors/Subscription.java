package cn.yilu.connectors;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.common.MqttSubscription;

/**
 * What is subscribed to at which broker, and as whom.
 *
 * @param older whether by MQTT 3.1.1 instead of 5
 * @param keepAlive silence after which the broker is asked whether it is there; as long again, and it is not
 * @param tls for an address with ssl
 */
record Subscription(String url, String topic, String client, Optional<String> user, Optional<String> password,
    String mediaType, Optional<Charset> charset, boolean older, Duration keepAlive, SSLContext tls) {
  /** The broker sends no more than this before the first of them is acknowledged. */
  static final int IN_FLIGHT = 1_000;

  /** Longest message that a broker of MQTT 5 may send; it drops longer ones. */
  static final int LONGEST = 64 << 10;

  private static final Duration KEPT = Duration.ofDays(7);
  private static final Pattern BROKER = Pattern.compile("(tcp|ssl)://[^/\\s]+");

  static Subscription of(Settings settings) {
    String url = settings.text("url").strip();
    if (!BROKER.matcher(url).matches()) {
      throw Settings.wrong("url", "应是 tcp://主机:端口 或 ssl://主机:端口", "must be tcp://host:port or ssl://host:port");
    }
    boolean older = settings.oneOf("version", "5", "3.1.1").equals("3.1.1");
    return new Subscription(url, settings.text("topic"), settings.text("client"), settings.optional("user"),
        settings.optional("password"), settings.text("mediaType", "application/json"), settings.charset("charset"),
        older, settings.duration("keepAlive", Duration.ofSeconds(older ? 60 : 30)),
        Trust.context(settings.optional("trust"), Identity.of(settings)));
  }

  /** How many ordinary messages a long one counts for, so that what is on its way is bounded in bytes too. */
  static int weight(byte[] message) {
    return Math.clamp(message.length / LONGEST, 1, IN_FLIGHT);
  }

  /** Nothing but whose and what: the rest may be secret. */
  @Override
  public String toString() {
    return "Subscription[" + client + ", " + topic + "]";
  }

  /** A session that outlives connections: what is not acknowledged comes again. */
  MqttConnectionOptions session() {
    MqttConnectionOptions session = new MqttConnectionOptions();
    session.setAutomaticReconnect(false);
    session.setCleanStart(false);
    session.setSessionExpiryInterval(KEPT.toSeconds());
    session.setReceiveMaximum(IN_FLIGHT);
    session.setMaximumPacketSize((long) LONGEST);
    session.setConnectionTimeout(10);
    session.setKeepAliveInterval(seconds(keepAlive));
    if (url.startsWith("ssl:")) {
      session.setSocketFactory(tls.getSocketFactory());
    }
    user.ifPresent(session::setUserName);
    password.ifPresent(word -> session.setPassword(word.getBytes(StandardCharsets.UTF_8)));
    return session;
  }

  /** The same in the words of MQTT 3.1.1; how long the session is kept, the broker alone decides. */
  MqttConnectOptions olderSession() {
    MqttConnectOptions session = new MqttConnectOptions();
    session.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
    session.setAutomaticReconnect(false);
    session.setCleanSession(false);
    session.setConnectionTimeout(10);
    session.setKeepAliveInterval(seconds(keepAlive));
    if (url.startsWith("ssl:")) {
      session.setSocketFactory(tls.getSocketFactory());
    }
    user.ifPresent(session::setUserName);
    password.ifPresent(word -> session.setPassword(word.toCharArray()));
    return session;
  }

  private static int seconds(Duration time) {
    return Math.clamp(time.toSeconds(), 1, 0xFFFF);
  }

  /** At least once; a message the broker merely retains comes only when the subscription is new. */
  MqttSubscription atLeastOnce() {
    MqttSubscription wanted = new MqttSubscription(topic, 1);
    wanted.setRetainHandling(1);
    return wanted;
  }
}
