package cn.yilu.connectors;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.DefaultConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a connection to the broker, over and over: when one ends, by a failed commit too, it waits for the answers to
 * all that came by it and opens the next. The session at the broker goes on, so nothing that was not acknowledged is
 * lost.
 */
final class MqttSession extends DefaultConsumer {
  private static final Duration FAREWELL = Duration.ofSeconds(3);

  private final String source;
  private final Subscription subscription;
  private final Reach reach;
  private final Clock clock;
  private final Semaphore inFlight = new Semaphore(Subscription.IN_FLIGHT);
  private final CompletableFuture<Void> stopping = new CompletableFuture<>();
  /** Counts connections; and by which of them the last message came that could not be committed, 0 for none. */
  private volatile int connection;
  private volatile int refused;
  private @Nullable Thread thread;

  MqttSession(Endpoint endpoint, Processor route, String source, Subscription subscription, Reach reach, Clock clock) {
    super(endpoint, route);
    this.source = source;
    this.subscription = subscription;
    this.reach = reach;
    this.clock = clock;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    thread = Thread.ofVirtual().name(getEndpoint().getEndpointUri()).start(this::connections);
  }

  /** Takes no further message; those taken are still acknowledged. */
  @Override
  protected void doStop() throws Exception {
    stopping.complete(null);
    super.doStop();
  }

  @Override
  protected void doShutdown() throws Exception {
    if (thread != null && !thread.join(FAREWELL)) {
      thread.interrupt();
      thread.join(FAREWELL);
    }
    super.doShutdown();
  }

  private void connections() {
    try {
      Duration pause = Duration.ZERO;
      while (!stops(pause)) {
        pause = connection();
        answered();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private boolean stops(Duration pause) throws InterruptedException {
    try {
      stopping.get(pause.toNanos(), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException on) {
      return false;
    } catch (ExecutionException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** One connection from its beginning to its end; answers how long to wait before the next. */
  private Duration connection() throws InterruptedException {
    int number = connection + 1;
    connection = number;
    try (MqttConnection open = MqttConnection.of(subscription, (topic, message) -> hand(number, topic, message))) {
      open.open();
      opened();
      open.awaitEnd(stopping, this::lasting);
      answered();
      open.leave();
      return Duration.ZERO;
    } catch (Trouble trouble) {
      return reach.bad(trouble);
    }
  }

  /** Reaching the broker is good, unless what it sent could not be committed: then the first commit is. */
  private void opened() {
    if (refused == 0) {
      reach.good();
    }
  }

  private void committed(int number) {
    if (refused > 0 && number > refused) {
      refused = 0;
      reach.good();
    }
  }

  /** What could not be committed may never come again, such as when the broker gave it up. */
  private void lasting() {
    if (inFlight.availablePermits() == Subscription.IN_FLIGHT) {
      committed(connection);
    }
  }

  /** Waits until nothing is on its way to the inbox, so that what comes again never adds to what is still there. */
  private void answered() throws InterruptedException {
    inFlight.acquire(Subscription.IN_FLIGHT);
    inFlight.release(Subscription.IN_FLIGHT);
  }

  /** Hands a message on. The answer completes with the commit, or with why there was none. */
  private CompletableFuture<Void> hand(int number, String topic, byte[] message) {
    CompletableFuture<Void> committed = new CompletableFuture<>();
    if (stopping.isDone()) {
      return committed;
    }
    int weight = Subscription.weight(message);
    inFlight.acquireUninterruptibly(weight);
    Exchange exchange = createExchange(false);
    exchange.getMessage().setBody(new Envelope(source, topic, new Envelope.Bytes(message), subscription.mediaType(),
        subscription.charset(), clock.instant(), Optional.empty(), Optional.empty()));
    getAsyncProcessor().process(exchange, done -> {
      Exception failure = exchange.getException();
      releaseExchange(exchange, false);
      if (failure == null) {
        committed(number);
        committed.complete(null);
      } else {
        refused = number;
        committed.completeExceptionally(failure);
      }
      inFlight.release(weight);
    });
    return committed;
  }
}
