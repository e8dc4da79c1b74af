package cn.yilu.connectors;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Endpoint;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Goes to a source again and again: one exchange a round, the next one only after the inbox has answered the last, so
 * at most one envelope of the source is on its way. Runs on a virtual thread of its own, which may wait at no cost.
 */
final class Rounds extends SourceConsumer {
  /** Set by the route when there is more to take right now. */
  private static final String MORE = "yilu.more";

  private final Duration every;
  private final Reach reach;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private @Nullable Thread thread;

  Rounds(Endpoint endpoint, Processor route, Duration every, Reach reach) {
    super(endpoint, route);
    this.every = every;
    this.reach = reach;
  }

  static void more(Exchange exchange) {
    more(exchange, Duration.ZERO);
  }

  /** Another round after this pause instead of the usual one. */
  static void more(Exchange exchange, Duration pause) {
    exchange.setProperty(MORE, pause);
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    thread = Thread.ofVirtual().name(getEndpoint().getEndpointUri()).start(this::rounds);
  }

  /** No further round begins; the one on its way is left to end. */
  @Override
  protected void doStop() throws Exception {
    stopping.countDown();
    super.doStop();
  }

  @Override
  protected void doShutdown() throws Exception {
    if (thread != null) {
      thread.interrupt();
    }
    super.doShutdown();
  }

  private void rounds() {
    try {
      Duration pause = Duration.ZERO;
      while (!stopping.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        pause = round();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration round() throws InterruptedException {
    Exchange exchange = createExchange(false);
    try {
      push(exchange);
      return exchange.getException() == null ? reached(exchange) : failed(exchange.getException());
    } finally {
      releaseExchange(exchange, false);
    }
  }

  private Duration failed(Exception failure) {
    return isStoppingOrStopped() ? Duration.ZERO : reach.bad(failure);
  }

  private Duration reached(Exchange exchange) {
    reach.good();
    return exchange.getProperty(MORE) instanceof Duration pause ? pause : every;
  }
}
