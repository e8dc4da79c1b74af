package cn.yilu.connectors;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * An open reading of all partitions of a topic, from the committed offsets on. Partitions are assigned, not divided
 * among a group, so there is no rebalance in which a message could be handed on by two or by none.
 */
final class TopicReading implements AutoCloseable {
  private static final Duration LONGEST_LOOK = Duration.ofSeconds(5);

  private final Topic topic;
  private final Reach reach;
  private final KafkaConsumer<byte[], byte[]> consumer;
  private final Set<TopicPartition> partitions;
  private final Duration look;
  private long looked = System.nanoTime();

  private TopicReading(Topic topic, Reach reach, KafkaConsumer<byte[], byte[]> consumer,
      Set<TopicPartition> partitions) {
    this.topic = topic;
    this.reach = reach;
    this.consumer = consumer;
    this.partitions = partitions;
    this.look = topic.timeout().compareTo(LONGEST_LOOK) < 0 ? topic.timeout() : LONGEST_LOOK;
  }

  static TopicReading open(Topic topic, Offsets committed, Reach reach) throws Trouble {
    KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(topic.properties(), new ByteArrayDeserializer(),
        new ByteArrayDeserializer());
    try {
      TopicReading reading = new TopicReading(topic, reach, consumer, partitions(consumer, topic));
      consumer.assign(reading.partitions);
      reading.seek(committed.next());
      return reading;
    } catch (KafkaException | Trouble failure) {
      consumer.close(CloseOptions.timeout(Duration.ZERO));
      throw failure instanceof Trouble trouble ? trouble : trouble((KafkaException) failure);
    }
  }

  /** What came, perhaps nothing. A broker that does not answer for some time is found out even so. */
  ConsumerRecords<byte[], byte[]> poll(Duration atMost) throws Trouble {
    try {
      ConsumerRecords<byte[], byte[]> found = consumer.poll(atMost);
      if (found.isEmpty() && System.nanoTime() - looked > look.toNanos()) {
        look();
      }
      return found;
    } catch (OffsetOutOfRangeException gone) {
      reach.tell(new Trouble("部分消息在读取前已被服务器删除,从尚存的第一条继续", "some messages are no longer at the broker: reading goes on"
          + " from the first it still has"));
      consumer.seekToBeginning(gone.partitions());
      return ConsumerRecords.empty();
    }
  }

  /** Behind all that came by the last poll, for every partition. */
  Offsets reached() {
    Map<Integer, Long> next = new HashMap<>();
    partitions.forEach(partition -> next.put(partition.partition(), consumer.position(partition)));
    return new Offsets(topic.name(), next);
  }

  /** Tells the broker too how far we are, where a group is named; ours is what counts. */
  void tell(Offsets committed) {
    if (topic.group().isPresent()) {
      Map<TopicPartition, OffsetAndMetadata> known = new HashMap<>();
      committed.next().forEach((partition, next) -> known.put(new TopicPartition(topic.name(), partition),
          new OffsetAndMetadata(next)));
      consumer.commitAsync(known, null);
    }
  }

  void wake() {
    consumer.wakeup();
  }

  @Override
  public void close() {
    consumer.close(CloseOptions.timeout(Duration.ofSeconds(2)));
  }

  static Trouble trouble(KafkaException failure) {
    return switch (failure) {
      case AuthenticationException refused ->
        new Trouble("Kafka 拒绝登录", "Kafka refuses the login or its certificate is not trusted", refused);
      case AuthorizationException denied ->
        new Trouble("没有读取该 Kafka 主题的权限", "reading the topic is not permitted", denied);
      case TimeoutException silent -> new Trouble("无法连接 Kafka", "Kafka cannot be reached", silent);
      default -> new Trouble("读取 Kafka 失败(" + failure.getClass().getSimpleName() + ")",
          "reading Kafka failed (" + failure.getClass().getSimpleName() + ")", failure);
    };
  }

  private void look() throws Trouble {
    looked = System.nanoTime();
    consumer.endOffsets(partitions, look);
    if (!partitions(consumer, topic).equals(partitions)) {
      throw new Trouble("主题的分区有变化,重新开始读取", "the partitions of the topic have changed: reading begins anew");
    }
  }

  private static Set<TopicPartition> partitions(KafkaConsumer<byte[], byte[]> consumer, Topic topic) throws Trouble {
    List<PartitionInfo> found = consumer.partitionsFor(topic.name());
    if (found == null || found.isEmpty()) {
      throw new Trouble("Kafka 上没有主题 " + topic.name(), "there is no topic " + topic.name() + " at the broker");
    }
    Set<TopicPartition> partitions = new HashSet<>();
    found.forEach(partition -> partitions.add(new TopicPartition(partition.topic(), partition.partition())));
    return partitions;
  }

  private void seek(Map<Integer, Long> committed) {
    Set<TopicPartition> fresh = new HashSet<>();
    for (TopicPartition partition : partitions) {
      Long next = committed.get(partition.partition());
      if (next == null) {
        fresh.add(partition);
      } else {
        consumer.seek(partition, next);
      }
    }
    if (fresh.isEmpty()) {
      return;
    }
    // A partition that was added while we read is read from its beginning, whatever the setting says.
    if (topic.fromBeginning() || fresh.size() < partitions.size()) {
      consumer.seekToBeginning(fresh);
    } else {
      consumer.seekToEnd(fresh);
    }
  }
}
