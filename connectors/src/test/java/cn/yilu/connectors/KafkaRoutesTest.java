package cn.yilu.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.io.TempDir;

class KafkaRoutesTest {
  private static KafkaBroker broker;

  @AutoClose
  private final Town town = new Town();
  private final KafkaRoutes kafka = new KafkaRoutes(Clock.systemUTC());
  private String topic;

  @BeforeAll
  static void startBroker(@TempDir Path folder) throws Exception {
    broker = new KafkaBroker(folder, "PLAINTEXT", "");
    broker.start();
  }

  @AfterAll
  static void stopBroker() throws Exception {
    broker.stop();
  }

  @BeforeEach
  void topic(TestInfo test) throws Exception {
    topic = test.getTestMethod().orElseThrow().getName();
    broker.topic(topic, 2);
  }

  @Test
  void aMessageIsHandedOnAsItCameAndTheOffsetsMoveWithItsCommit() throws Exception {
    send(0, "{\"value\":72}");
    start(Map.of());

    var offer = town.inbox.next();

    assertThat(text(offer)).isEqualTo("{\"value\":72}");
    assertThat(offer.envelope().name()).isEqualTo(topic + "/0/0");
    assertThat(offer.envelope().mediaType()).isEqualTo("application/json");
    assertThat(offer.envelope().position())
        .hasValue("{\"topic\":\"" + topic + "\",\"next\":{\"0\":1,\"1\":0}}");
  }

  @Test
  void allOfBothPartitionsComeOnceAndInTheirOrder() throws Exception {
    send(0, numbers(0, 1_000));
    send(1, numbers(1_000, 2_000));
    start(Map.of());

    List<String> found = take(2_000);

    assertThat(found.stream().filter(text -> Integer.parseInt(text) < 1_000)).containsExactly(numbers(0, 1_000));
    assertThat(found.stream().filter(text -> Integer.parseInt(text) >= 1_000)).containsExactly(numbers(1_000, 2_000));
  }

  @Test
  void onlyTheLastOfAPollMovesTheOffsetsAndOnlyAfterTheOthersAreCommitted() throws Exception {
    send(0, "1", "2", "3");
    start(Map.of());
    var first = town.inbox.next();
    var second = town.inbox.next();
    assertThat(List.of(first.envelope().position(), second.envelope().position())).containsOnly(Optional.empty());

    second.commit();
    assertThat(town.inbox.isEmpty()).isTrue();
    first.commit();

    assertThat(town.inbox.next().envelope().position()).isPresent();
  }

  @Test
  void afterAFailedCommitAllThatIsNotCommittedComesAgain() throws Exception {
    send(0, "1", "2", "3");
    start(Map.of());
    var first = town.inbox.next();
    var second = town.inbox.next();

    first.fail();
    second.commit();

    assertThat(town.inbox.trouble().en()).contains("could not be committed");
    assertThat(take(3)).containsExactly("1", "2", "3");
  }

  @Test
  void whatIsOnItsWayIsOnePollAtMost() throws Exception {
    send(0, numbers(0, 50));
    start(Map.of("batch", "10"));
    List<RecordingInbox.Offer> offers = new ArrayList<>();
    for (int n = 0; n < 9; n++) {
      offers.add(town.inbox.next());
    }

    assertThat(town.inbox.isEmpty()).isTrue();
    offers.forEach(RecordingInbox.Offer::commit);

    assertThat(take(41)).containsExactly(numbers(9, 50));
    assertThat(town.inbox.most()).isLessThanOrEqualTo(10);
  }

  @Test
  void aRestartOfTheSourceGoesOnFromTheCommit() throws Exception {
    send(0, "1");
    start(Map.of("group", "town"));
    town.inbox.next().commit();
    await().until(() -> broker.told("town", topic) == 1);
    town.stop(kafka, "orders");
    send(0, "2");
    send(1, "3");

    start(Map.of("group", "town"));

    assertThat(take(2)).containsExactlyInAnyOrder("2", "3");
  }

  @Test
  void aKilledBrokerIsTroubleAndLosesNothing() throws Exception {
    send(0, "1");
    start(Map.of("timeout", "2s"));
    var taken = town.inbox.next();

    broker.kill();
    taken.commit();
    assertThat(town.inbox.trouble().en()).isEqualTo("Kafka cannot be reached");
    broker.start();
    send(1, "2");

    assertThat(take(1)).containsExactly("2");
  }

  @Test
  void aBrokerThatFallsSilentIsTroubleAndIsGoneOnWithWhenItIsBack() throws Exception {
    send(0, "1");
    start(Map.of("timeout", "2s"));
    town.inbox.next().commit();

    broker.freeze();
    try {
      assertThat(town.inbox.trouble().en()).isEqualTo("Kafka cannot be reached");
    } finally {
      broker.thaw();
    }
    send(1, "2");

    assertThat(take(1)).containsExactly("2");
  }

  @Test
  void aBrokerThatIsNotThereYetIsNoError(@TempDir Path folder) throws Exception {
    KafkaBroker late = new KafkaBroker(folder, "PLAINTEXT", "");
    start(Map.of("bootstrap", late.bootstrap(), "timeout", "2s"));
    assertThat(town.inbox.trouble().zh()).isEqualTo("无法连接 Kafka");

    late.start();
    try {
      late.topic(topic, 1);
      send(late, 0, "1");

      assertThat(take(1)).containsExactly("1");
    } finally {
      town.stop(kafka, "orders");
      late.stop();
    }
  }

  @Test
  void whatAWriterTookBackIsNotRead() throws Exception {
    try (KafkaProducer<byte[], byte[]> writer = broker.producer(Map.of("transactional.id", topic))) {
      writer.initTransactions();
      writer.beginTransaction();
      put(writer, record(0, "taken back"));
      writer.flush();
      writer.abortTransaction();
      writer.beginTransaction();
      put(writer, record(0, "stands"));
      writer.commitTransaction();
    }

    start(Map.of());

    assertThat(take(1)).containsExactly("stands");
    assertThat(town.inbox.isEmpty()).isTrue();
  }

  @Test
  void aMessageWithoutAValueAndOneOfNobodysFormatAreHandedOnLikeAnyOther() throws Exception {
    try (KafkaProducer<byte[], byte[]> writer = broker.producer(Map.of())) {
      put(writer, new ProducerRecord<>(topic, 0, "K7".getBytes(UTF_8), null));
      ProducerRecord<byte[], byte[]> strange = record(0, "\u0000\u0001<");
      strange.headers().add("content-type", "text/xml".getBytes(UTF_8));
      put(writer, strange);
    }
    start(Map.of("deletes", "json", "mediaTypeHeader", "content-type"));

    var deleted = town.inbox.next();
    deleted.commit(new Receipt(false, 1, 0, 1));
    var strange = town.inbox.next();

    assertThat(text(deleted)).contains("\"__key\":\"K7\"").contains("\"__deleted\":\"true\"")
        .containsPattern("\"__time\":\"20\\d\\d-\\d\\d-\\d\\dT");
    assertThat(strange.envelope().mediaType()).isEqualTo("text/xml");
    assertThat(text(strange)).isEqualTo("\u0000\u0001<");
  }

  @Test
  void offsetsThatTheBrokerDroppedAreToldAndReadingGoesOnWithWhatItHas() throws Exception {
    send(0, "1");
    town.inbox.accept(new Envelope("orders", "x", new Envelope.Bytes(new byte[0]), "", Optional.empty(),
        Clock.systemUTC().instant(), Optional.of(new Offsets(topic, Map.of(0, 900L, 1, 0L)).json()), Optional.empty()));
    town.inbox.next().commit();

    start(Map.of());

    assertThat(take(1)).containsExactly("1");
    assertThat(town.inbox.trouble().en()).contains("no longer at the broker");
  }

  @Test
  void aTopicThatDoesNotExistIsTroubleThatSaysSo() throws Exception {
    start(Map.of("topic", "nothing-here"));

    assertThat(town.inbox.trouble().en()).contains("no topic nothing-here");
  }

  @Test
  void loginAndTlsAreSettings(@TempDir Path folder) throws Exception {
    Certificate certificate = Certificate.of(folder, "kafka");
    KafkaBroker secured = new KafkaBroker(folder, "SASL_SSL",
        """
        sasl.enabled.mechanisms=PLAIN,SCRAM-SHA-512
        sasl.mechanism.inter.broker.protocol=PLAIN
        listener.name.in.plain.sasl.jaas.config=org.apache.kafka.common.security.plain.PlainLoginModule required username="broker" password="b" user_broker="b" user_yilu="one \\\\"two\\\\"";
        listener.name.in.scram-sha-512.sasl.jaas.config=org.apache.kafka.common.security.scram.ScramLoginModule required;
        ssl.keystore.type=PKCS12
        ssl.keystore.location=%s
        ssl.keystore.password=changeit
        ssl.truststore.type=PKCS12
        ssl.truststore.location=%s
        ssl.truststore.password=changeit
        """
            .formatted(folder.resolve("kafka.p12"), folder.resolve("kafka.p12")));
    secured.start();
    try {
      start(Map.of("bootstrap", secured.bootstrap(), "user", "yilu", "password", "wrong", "mechanism", "PLAIN", "trust",
          certificate.pem()));
      await().atMost(Duration.ofMinutes(1)).until(() -> town.inbox.trouble().en().contains("refuses the login"));
      town.stop(kafka, "orders");

      start(Map.of("bootstrap", secured.bootstrap(), "user", "yilu", "password", "one \"two\"", "mechanism", "PLAIN",
          "trust", certificate.pem()));

      await().atMost(Duration.ofMinutes(1)).until(() -> town.inbox.trouble().en().contains("no topic"));
      town.stop(kafka, "orders");

      secured.scram("yilu", "three", Map.of("security.protocol", "SASL_SSL", "sasl.mechanism", "PLAIN",
          "ssl.truststore.type", "PKCS12", "ssl.truststore.location", folder.resolve("kafka.p12").toString(),
          "ssl.truststore.password", "changeit", "sasl.jaas.config",
          "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"broker\" password=\"b\";"));
      start(Map.of("bootstrap", secured.bootstrap(), "user", "yilu", "password", "two", "trust", certificate.pem()));
      await().atMost(Duration.ofMinutes(1)).until(() -> town.inbox.trouble().en().contains("refuses the login"));
      town.stop(kafka, "orders");
      start(Map.of("bootstrap", secured.bootstrap(), "user", "yilu", "password", "three", "trust", certificate.pem()));

      await().atMost(Duration.ofMinutes(1)).until(() -> town.inbox.trouble().en().contains("no topic"));
    } finally {
      town.stop(kafka, "orders");
      secured.stop();
    }
  }

  @Test
  void whatCannotBeAnAddressOrTopicIsRefusedByName() {
    assertThatThrownBy(() -> start(Map.of("bootstrap", "http://x"))).hasMessageContaining("bootstrap");
    assertThatThrownBy(() -> start(Map.of("topic", "a b"))).hasMessageContaining("topic");
    assertThatThrownBy(() -> start(Map.of("user", "u"))).hasMessageContaining("password");
    assertThatThrownBy(() -> start(Map.of("first", "middle"))).hasMessageContaining("first");
  }

  private void start(Map<String, String> more) throws Exception {
    Map<String, String> settings = new HashMap<>(Map.of("bootstrap", broker.bootstrap(), "topic", topic));
    settings.putAll(more);
    town.start(kafka, "orders", settings);
  }

  private List<String> take(int many) throws InterruptedException {
    List<String> found = new ArrayList<>();
    while (found.size() < many) {
      var offer = town.inbox.next();
      found.add(text(offer));
      offer.commit();
    }
    return found;
  }

  private void send(int partition, String... texts) {
    send(broker, partition, texts);
  }

  private void send(KafkaBroker to, int partition, String... texts) {
    try (KafkaProducer<byte[], byte[]> writer = to.producer(Map.of())) {
      for (String text : texts) {
        put(writer, record(partition, text));
      }
    }
  }

  private static void put(KafkaProducer<byte[], byte[]> writer, ProducerRecord<byte[], byte[]> record) {
    var unused = writer.send(record);
  }

  private ProducerRecord<byte[], byte[]> record(int partition, String text) {
    return new ProducerRecord<>(topic, partition, null, text.getBytes(UTF_8));
  }

  private static String text(RecordingInbox.Offer offer) {
    return new String(offer.bytes(), UTF_8);
  }

  private static String[] numbers(int from, int to) {
    return IntStream.range(from, to).mapToObj(Integer::toString).toArray(String[]::new);
  }
}
