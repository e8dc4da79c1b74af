package cn.yilu.examples.facility;

import cn.yilu.examples.process.Kept;
import cn.yilu.examples.town.Town;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.TopicExistsException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes how its facilities are to a topic of Kafka that keeps the last word on each: all of them at first, then a few in
 * each round, and now and then one that was taken down, by a message without a value.
 */
public final class Platform implements AutoCloseable {
  public static final String TOPIC = "facility.state";
  private static final int A_ROUND = 5;
  private static final int ROUNDS_PER_LOSS = 100;
  private final Kept kept;
  private final String bootstrap;
  private final List<Facility> facilities;
  private final Clock clock;
  private @Nullable KafkaProducer<String, byte[]> open;

  /**
   * A platform that goes on where it was.
   *
   * @param folder where it keeps how far it is
   */
  public Platform(Path folder, String bootstrap, Town town, Clock clock) {
    this.kept = new Kept(folder.resolve("sent.properties"));
    this.bootstrap = bootstrap;
    this.facilities = Facility.of(town);
    this.clock = clock;
  }

  /** How many it has. */
  public int facilities() {
    return facilities.size();
  }

  /** One round; comes back when the broker has all of it. What the broker has not is written again in the next round. */
  public synchronized void publish(SplittableRandom random) throws ExecutionException, InterruptedException {
    Optional<Integer> rounds = kept.get("rounds").map(Integer::parseInt);
    List<ProducerRecord<String, byte[]>> messages = rounds.isEmpty()
        ? facilities.stream().map(facility -> state(facility, random)).toList()
        : changes(rounds.get(), random);
    KafkaProducer<String, byte[]> producer = producer();
    List<Future<RecordMetadata>> sent = new ArrayList<>();
    messages.forEach(message -> sent.add(producer.send(message)));
    for (Future<RecordMetadata> each : sent) {
      each.get();
    }
    kept.put("rounds", Integer.toString(rounds.map(done -> done + 1).orElse(0)));
  }

  private List<ProducerRecord<String, byte[]>> changes(int round, SplittableRandom random) {
    List<ProducerRecord<String, byte[]>> messages = new ArrayList<>();
    int lost = Math.min(round / ROUNDS_PER_LOSS, facilities.size() - 1);
    if (lost > 0 && round % ROUNDS_PER_LOSS == 0) {
      messages.add(new ProducerRecord<>(TOPIC, facilities.get(lost - 1).number(), null));
    }
    for (int i = 0; i < A_ROUND; i++) {
      messages.add(state(facilities.get(random.nextInt(lost, facilities.size())), random));
    }
    return messages;
  }

  private ProducerRecord<String, byte[]> state(Facility facility, SplittableRandom random) {
    return new ProducerRecord<>(TOPIC, facility.number(), StateMessage.of(facility, clock.millis(), random));
  }

  private KafkaProducer<String, byte[]> producer() throws ExecutionException, InterruptedException {
    KafkaProducer<String, byte[]> producer = open;
    if (producer == null) {
      makeTopic();
      producer = new KafkaProducer<>(client(), new StringSerializer(), new ByteArraySerializer());
      open = producer;
    }
    return producer;
  }

  private void makeTopic() throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(client())) {
      admin.createTopics(List.of(new NewTopic(TOPIC, 2, (short) 1).configs(Map.of("cleanup.policy", "compact")))).all()
          .get();
    } catch (ExecutionException e) {
      if (!(e.getCause() instanceof TopicExistsException)) {
        throw e;
      }
    }
  }

  private Properties client() {
    Properties client = new Properties();
    client.putAll(Map.of("bootstrap.servers", bootstrap, "default.api.timeout.ms", "20000", "request.timeout.ms",
        "10000", "max.block.ms", "20000", "delivery.timeout.ms", "20000", "buffer.memory", "2097152", "acks", "all",
        "linger.ms", "10", "enable.metrics.push", "false"));
    return client;
  }

  @Override
  public synchronized void close() {
    KafkaProducer<String, byte[]> producer = open;
    if (producer != null) {
      producer.close(Duration.ofSeconds(2));
    }
  }
}
