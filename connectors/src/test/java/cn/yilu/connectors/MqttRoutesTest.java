package cn.yilu.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

@ParameterizedClass
@ValueSource(strings = {"5", "3.1.1"})
class MqttRoutesTest {
  @Parameter
  String version = "5";
  private final Town town = new Town();
  private final MqttRoutes mqtt = new MqttRoutes(Clock.systemUTC());
  private Broker broker;

  @BeforeEach
  void broker(@TempDir Path folder) throws Exception {
    broker = new Broker(folder);
    broker.start();
  }

  @AfterEach
  void close() throws Exception {
    town.close();
    broker.stop();
  }

  @Test
  void aMessageIsHandedOnAsItCame() throws Exception {
    connect();
    publish("{\"value\":72}");

    var offer = town.inbox.next();

    assertThat(text(offer)).isEqualTo("{\"value\":72}");
    assertThat(offer.envelope().name()).isEqualTo("elder/D1/reading");
    assertThat(offer.envelope().mediaType()).isEqualTo("application/json");
    assertThat(offer.envelope().position()).isEmpty();
  }

  @Test
  void aFailedCommitDropsTheConnectionAndAllThatWasNotAcknowledgedComesAgainInOrder() throws Exception {
    connect();
    publish("1", "2", "3");
    var first = town.inbox.next();
    var second = town.inbox.next();
    var third = town.inbox.next();

    first.commit();
    second.fail();
    third.commit();

    assertThat(town.inbox.trouble().en()).contains("could not be committed");
    // The acknowledgement of the first may be lost with the connection; then it comes once more, before the others.
    String next = commitNext();
    assertThat(next.equals("1") ? commitNext() : next).isEqualTo("2");
    assertThat(commitNext()).isEqualTo("3");
    publish("4");
    assertThat(commitNext()).isEqualTo("4");
  }

  @Test
  void failedCommitsCountOneAfterTheOtherUntilOneSucceeds() throws Exception {
    connect();
    publish("1");

    for (int tries = 1; tries <= 3; tries++) {
      town.inbox.next().fail();
      assertThat(town.inbox.failing().tries()).isEqualTo(tries);
    }
    assertThat(commitNext()).isEqualTo("1");
    publish("2");
    town.inbox.next().fail();

    assertThat(town.inbox.failing().tries()).isEqualTo(1);
  }

  @Test
  void nothingComesAgainBeforeAllOfTheOldConnectionIsAnswered() throws Exception {
    connect();
    publish("1", "2");
    var first = town.inbox.next();
    var second = town.inbox.next();

    first.fail();
    assertThat(town.inbox.trouble().en()).contains("could not be committed");
    assertThat(town.inbox.isEmpty()).isTrue();
    second.commit();

    assertThat(commitNext()).isEqualTo("1");
    assertThat(commitNext()).isEqualTo("2");
  }

  @Test
  void messagesInFlightAreBounded() throws Exception {
    connect();
    int many = Subscription.IN_FLIGHT + 200;
    publish(IntStream.range(0, many).mapToObj(Integer::toString).toArray(String[]::new));

    List<RecordingInbox.Offer> offers = new ArrayList<>();
    for (int n = 0; n < Subscription.IN_FLIGHT; n++) {
      offers.add(town.inbox.next());
    }
    assertThat(town.inbox.isEmpty()).isTrue();
    Set<String> seen = new HashSet<>();
    for (RecordingInbox.Offer offer : offers) {
      seen.add(text(offer));
      offer.commit();
    }
    while (seen.size() < many) {
      seen.add(commitNext());
    }
    assertThat(town.inbox.isEmpty()).isTrue();
    assertThat(town.inbox.most()).isEqualTo(Subscription.IN_FLIGHT);
  }

  @Test
  void aRestartOfTheBrokerLosesNothing() throws Exception {
    connect();
    publish("1");
    var taken = town.inbox.next();

    broker.stop();
    assertThat(town.inbox.trouble().en()).contains("broke");
    taken.commit();
    broker.start();
    publish("2");

    List<String> found = new ArrayList<>();
    while (!found.contains("2")) {
      found.add(commitNext());
    }
    assertThat(found).containsExactly("1", "2");
  }

  @Test
  void aBrokerThatIsKilledWithMessagesOnTheirWayLosesNoneThatItKept() throws Exception {
    broker.keepSoon();
    broker.stop();
    broker.start();
    connect();
    publish("reading 1", "reading 2", "reading 3");
    var first = town.inbox.next();
    var second = town.inbox.next();
    var third = town.inbox.next();
    await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> broker.keeps("reading 3"));
    first.commit();

    broker.kill();
    assertThat(town.inbox.trouble().en()).contains("broke");
    second.commit();
    third.fail();
    broker.start();
    publish("reading 4");

    List<String> found = new ArrayList<>();
    while (!found.contains("reading 4")) {
      found.add(commitNext());
    }
    // Whether the acknowledgement of the first was on disk is up to the broker.
    found.remove("reading 1");
    assertThat(found).containsExactly("reading 2", "reading 3", "reading 4");
  }

  @Test
  void aBrokerThatFallsSilentIsTroubleAndIsGoneOnWithWhenItIsBack() throws Exception {
    start(town, Map.of("keepAlive", "1s"));
    town.inbox.contact();
    publish("1");
    assertThat(commitNext()).isEqualTo("1");

    broker.freeze();
    try {
      assertThat(town.inbox.trouble().en()).contains("the broker");
    } finally {
      broker.thaw();
    }
    publish("2");

    // What was acknowledged while nobody heard it comes once more.
    String next = commitNext();
    assertThat(next.equals("1") ? commitNext() : next).isEqualTo("2");
  }

  @Test
  void weAreKilledWithMessagesOnTheirWayAndTheyComeAgainInOrder() throws Exception {
    connect();
    publish("1", "2");
    town.inbox.next();
    town.inbox.next();
    town.kill();

    try (Town again = new Town(town.inbox)) {
      start(again, Map.of());
      assertThat(commitNext()).isEqualTo("1");
      assertThat(commitNext()).isEqualTo("2");
    }
  }

  @Test
  void messagesAreKeptWhileTheSourceIsStopped() throws Exception {
    connect();
    town.stop(mqtt, "devices");
    publish("1", "2");

    start();

    assertThat(commitNext()).isEqualTo("1");
    assertThat(commitNext()).isEqualTo("2");
  }

  @Test
  void aStopAcknowledgesWhatIsOnItsWay() throws Exception {
    connect();
    publish("1");
    var offer = town.inbox.next();
    Thread stop = Thread.ofVirtual().start(this::stop);
    town.awaitStopping("devices.mqtt");
    offer.commit();
    stop.join();

    connect();
    publish("2");

    assertThat(commitNext()).isEqualTo("2");
  }

  @Test
  void aBrokerThatIsNotThereYetIsNoError() throws Exception {
    broker.stop();

    start();

    var told = town.inbox.trouble();
    assertThat(told.en()).isEqualTo("the broker cannot be reached (code 32103)");
    assertThat(told.zh()).isEqualTo("无法连接 MQTT 服务器(代码 32103)");
    broker.start();
    town.inbox.contact();
    publish("1");
    assertThat(commitNext()).isEqualTo("1");
  }

  @Test
  void tlsAndALoginAreSettings(@TempDir Path folder) throws Exception {
    Certificate certificate = Certificate.of(folder, "broker");
    broker.secure(certificate, "devices", "geheim");
    broker.stop();
    broker.start();
    Map<String, String> settings = Map.of("url", broker.securedUrl(), "topic", "elder/+/reading", "client",
        "yilu-devices", "version", version, "user", "devices", "trust", certificate.pem(), "password", "geheim");
    Map<String, String> wrong = new HashMap<>(settings);
    wrong.put("password", "wrong");

    town.start(mqtt, "devices", wrong);
    assertThat(town.inbox.trouble().en()).contains("cannot be reached (code");
    town.stop(mqtt, "devices");
    town.start(mqtt, "devices", settings);
    town.inbox.contact();
    publish("1");

    assertThat(commitNext()).isEqualTo("1");
  }

  @Test
  void aMessageThatIsTooLongHarmsNoOther() throws Exception {
    connect();
    publish("x".repeat(300_000), "2");

    String first = commitNext();

    // MQTT 5 lets the broker drop it; 3.1.1 knows no limit.
    assertThat(first).isEqualTo(version.equals("5") ? "2" : "x".repeat(300_000));
  }

  private void start() throws Exception {
    start(town, Map.of());
  }

  private void start(Town where, Map<String, String> more) throws Exception {
    Map<String, String> settings = new HashMap<>(more);
    settings.putAll(
        Map.of("url", broker.url(), "topic", "elder/+/reading", "client", "yilu-devices", "version", version));
    where.start(mqtt, "devices", settings);
  }

  private void connect() throws Exception {
    start();
    town.inbox.contact();
  }

  private void stop() {
    try {
      town.stop(mqtt, "devices");
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  private String commitNext() throws InterruptedException {
    var offer = town.inbox.next();
    offer.commit();
    return text(offer);
  }

  private void publish(String... texts) throws MqttException {
    MqttClient device = new MqttClient(broker.url(), "device", new MemoryPersistence());
    device.connect();
    for (String text : texts) {
      device.publish("elder/D1/reading", text.getBytes(UTF_8), 1, false);
    }
    device.disconnect();
    device.close();
  }

  private static String text(RecordingInbox.Offer offer) {
    return new String(offer.bytes(), UTF_8);
  }
}
