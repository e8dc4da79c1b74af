package cn.yilu.examples.systems;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import cn.yilu.examples.facility.Platform;
import cn.yilu.examples.process.Journal;
import cn.yilu.examples.process.Kept;
import cn.yilu.examples.process.Ports;
import cn.yilu.examples.town.Town;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

@Timeout(180)
class KafkaProcessTest {
  private static final Town TOWN = new Town(1, 300);
  @TempDir
  Path folder;

  @BeforeAll
  static void hush() {
    ((ch.qos.logback.classic.Logger) LoggerFactory.getLogger("org.apache.kafka")).setLevel(Level.OFF);
  }

  @Test
  void facilitiesAreWrittenOnceAndThenChangeAndTheBrokerKeepsThemWhenItIsKilled() throws Exception {
    int facilities;
    try (KafkaProcess broker = start(); Platform platform = platform(broker)) {
      facilities = platform.facilities();
      platform.publish(new SplittableRandom(1));
      platform.publish(new SplittableRandom(2));
      broker.handle().destroyForcibly();
      broker.handle().onExit().join();
    }

    try (KafkaProcess broker = start(); Platform platform = platform(broker)) {
      platform.publish(new SplittableRandom(3));
      Map<String, @Nullable String> last = last(broker, facilities + 10);

      assertThat(last).hasSize(facilities);
      assertThat(last.values()).allMatch(text -> text != null && text.contains("\"st\":"));
    }
  }

  @Test
  void aFacilityThatIsTakenDownBecomesAMessageWithoutAValue() throws Exception {
    new Kept(folder.resolve("facility/sent.properties")).put("rounds", "100");
    try (KafkaProcess broker = start(); Platform platform = platform(broker)) {
      platform.publish(new SplittableRandom(1));

      assertThat(last(broker, 6)).hasSizeLessThanOrEqualTo(6).containsValue(null);
    }
  }

  private KafkaProcess start() throws Exception {
    return KafkaProcess.start(folder.resolve("kafka"), new Ports(new Kept(folder.resolve("ports"))), new Journal(folder
        .resolve("journal")), line -> {});
  }

  private Platform platform(KafkaProcess broker) {
    return new Platform(folder.resolve("facility"), broker.bootstrap(), TOWN, Clock.systemUTC());
  }

  /** The last message on each, when so many have come. */
  private static Map<String, @Nullable String> last(KafkaProcess broker, int messages) {
    Map<String, @Nullable String> last = new HashMap<>();
    int come = 0;
    try (KafkaConsumer<String, byte[]> consumer = new KafkaConsumer<>(Map.of("bootstrap.servers", broker.bootstrap()),
        new StringDeserializer(), new ByteArrayDeserializer())) {
      Set<TopicPartition> all = consumer.partitionsFor(Platform.TOPIC).stream()
          .map(partition -> new TopicPartition(partition.topic(), partition.partition())).collect(Collectors.toSet());
      consumer.assign(all);
      consumer.seekToBeginning(all);
      while (come < messages) {
        for (var record : consumer.poll(Duration.ofSeconds(1))) {
          come++;
          last.put(record.key(), record.value() == null ? null : new String(record.value(), StandardCharsets.UTF_8));
        }
      }
    }
    return last;
  }
}
