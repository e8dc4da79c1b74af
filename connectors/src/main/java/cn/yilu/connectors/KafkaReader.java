package cn.yilu.connectors;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.WakeupException;
import org.jspecify.annotations.Nullable;

/**
 * Reads a topic. All messages of a poll but the last are handed on at once; when they are committed, the last one
 * follows with the offsets behind all of them. So the committed offsets never pass a message that is not committed,
 * and at most one poll is on its way.
 */
final class KafkaReader extends Turns {
  private static final Duration POLL = Duration.ofSeconds(1);

  private final Place place;
  private final Topic topic;
  private final Clock clock;
  private volatile @Nullable TopicReading reading;

  /** Whose offsets, and where they are kept. */
  record Place(String source, Inbox inbox) {

    Offsets committed(Topic topic) {
      return Offsets.parse(inbox.position(source), topic.name());
    }
  }

  KafkaReader(Endpoint endpoint, Processor route, Place place, Topic topic, Reach reach, Clock clock) {
    super(endpoint, route, reach);
    this.place = place;
    this.topic = topic;
    this.clock = clock;
  }

  @Override
  void session(Reach reach) throws Trouble, InterruptedException {
    try (TopicReading open = TopicReading.open(topic, place.committed(topic), reach)) {
      reading = open;
      while (!stops()) {
        ConsumerRecords<byte[], byte[]> found = open.poll(POLL);
        if (!found.isEmpty()) {
          Offsets reached = open.reached();
          hand(found, reached);
          open.tell(reached);
        }
        reach.good();
      }
    } catch (WakeupException stopped) {
      // told to stop
    } catch (KafkaException failure) {
      throw TopicReading.trouble(failure);
    } finally {
      reading = null;
    }
  }

  @Override
  void wake() {
    TopicReading open = reading;
    if (open != null) {
      open.wake();
    }
  }

  private void hand(ConsumerRecords<byte[], byte[]> found, Offsets reached) throws Trouble, InterruptedException {
    List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
    found.forEach(records::add);
    ConsumerRecord<byte[], byte[]> last = records.removeLast();
    committed(records.stream().map(record -> accepted(record, Optional.empty())).toList());
    committed(List.of(accepted(last, Optional.of(reached.json()))));
  }

  private CompletableFuture<Void> accepted(ConsumerRecord<byte[], byte[]> record, Optional<String> position) {
    CompletableFuture<Void> committed = new CompletableFuture<>();
    Exchange exchange = createExchange(false);
    exchange.getMessage().setBody(KafkaMessage.envelope(place.source(), topic, record, clock.instant(), position));
    getAsyncProcessor().process(exchange, done -> {
      Exception failure = exchange.getException();
      releaseExchange(exchange, false);
      if (failure == null) {
        committed.complete(null);
      } else {
        committed.completeExceptionally(failure);
      }
    });
    return committed;
  }

  /** Waits for all of them, failed or not, so that what comes again never adds to what is still on its way. */
  private static void committed(List<CompletableFuture<Void>> answers) throws Trouble, InterruptedException {
    Throwable failure = null;
    for (CompletableFuture<Void> answer : answers) {
      try {
        answer.get();
      } catch (ExecutionException failed) {
        failure = failed.getCause();
      }
    }
    if (failure != null) {
      throw Trouble.of(failure);
    }
  }
}
