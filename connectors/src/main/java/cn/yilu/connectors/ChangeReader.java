package cn.yilu.connectors;

import io.debezium.embedded.Connect;
import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import io.debezium.engine.format.ChangeEventFormat;
import io.debezium.engine.spi.OffsetCommitPolicy;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/**
 * Follows the changes of a PostgreSQL by Debezium's engine, which runs on the thread of this consumer until it fails or
 * is stopped. One envelope is on its way at a time; the server's slot is confirmed after its commit.
 */
final class ChangeReader extends Turns {
  private static final Duration AGAIN = Duration.ofMillis(200);

  private final Capture capture;
  private final Inbox inbox;
  private final Clock clock;
  private volatile @Nullable Running running;

  /** An engine and its end. */
  private record Running(DebeziumEngine<?> engine, CountDownLatch ended) {

    /** Again and again, since an engine that is just starting cannot be closed. */
    void close() {
      try {
        do {
          try {
            engine.close();
            return;
          } catch (IllegalStateException | IOException notNow) {
            // It is starting, or ending by itself.
          }
        } while (!ended.await(AGAIN.toMillis(), TimeUnit.MILLISECONDS));
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    }
  }

  ChangeReader(Endpoint endpoint, Processor route, Capture capture, Inbox inbox, Reach reach, Clock clock) {
    super(endpoint, route, reach);
    this.capture = capture;
    this.inbox = inbox;
    this.clock = clock;
  }

  @Override
  void session(Reach reach) throws Trouble, InterruptedException {
    Optional<String> committed = inbox.position(capture.source()).filter(place -> place.contains("\"lsn\""));
    boolean published = new Slot(capture).check(committed.isPresent());
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    Silence silence = new Silence(capture.silence());
    Changes changes = new Changes(capture, clock, envelope -> deliver(envelope, reach, failure, silence));
    var properties = capture.engine(committed);
    properties.setProperty("publication.autocreate.mode", published ? "disabled" : "filtered");
    DebeziumEngine<RecordChangeEvent<SourceRecord>> engine = DebeziumEngine.create(ChangeEventFormat.of(Connect.class))
        .using(properties).using(ChangeReader.class.getClassLoader()).using(OffsetCommitPolicy.always())
        .using((DebeziumEngine.CompletionCallback) (good, message, why) -> failure.compareAndSet(null,
            why == null && !good ? new IllegalStateException("the engine ended") : why))
        .using(new DebeziumEngine.ConnectorCallback() {
          @Override
          public void pollingStarted() {
            silence.heard();
            reach.good();
          }
        }).notifying(changes).build();
    Running now = new Running(engine, new CountDownLatch(1));
    try (silence) {
      silence.watch(() -> {
        Trouble silent = new Trouble("数据库长时间没有任何回应,将重新连接",
            "nothing is heard of the database any more: it is connected to anew");
        failure.compareAndSet(null, silent);
        reach.tell(silent);
        now.close();
      });
      run(now);
    }
    ended(failure.get());
  }

  @Override
  void wake() {
    Running now = running;
    if (now != null) {
      Thread.ofVirtual().name(getEndpoint().getEndpointUri() + "/stop").start(now::close);
    }
  }

  private void run(Running now) {
    running = now;
    try {
      if (!stops()) {
        now.engine().run();
      }
    } finally {
      running = null;
      now.ended().countDown();
    }
  }

  private void ended(@Nullable Throwable failure) throws Trouble {
    if (stops()) {
      return;
    }
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof Trouble known) {
        throw known;
      }
      if (cause instanceof java.sql.SQLException refused) {
        throw Table.trouble(refused);
      }
    }
    throw new Trouble("读取数据库变更中断,将继续", "following the changes of the database ended; it goes on",
        failure == null ? new IllegalStateException("the engine ended") : failure);
  }

  /** Waits for the commit. Its failure ends the engine, which begins again at what is committed. */
  private void deliver(Envelope envelope, Reach reach, AtomicReference<@Nullable Throwable> failure, Silence silence)
      throws InterruptedException {
    silence.busy();
    Exchange exchange = createExchange(false);
    try {
      exchange.getMessage().setBody(envelope);
      push(exchange);
      Exception refused = exchange.getException();
      if (refused != null) {
        failure.set(refused);
        throw new IllegalStateException("not committed");
      }
      reach.good();
    } finally {
      releaseExchange(exchange, false);
      silence.heard();
    }
  }
}
