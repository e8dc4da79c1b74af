package cn.yilu.connectors;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.camel.Endpoint;
import org.apache.camel.Processor;
import org.jspecify.annotations.Nullable;

/**
 * Keeps a session with a source, over and over: when one ends, by a failed commit too, the next begins after the pause
 * that {@link Reach} says. A platform thread of its own, since libraries wait in their own ways.
 */
abstract class Turns extends SourceConsumer {
  private static final Duration FAREWELL = Duration.ofSeconds(5);

  private final Reach reach;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private @Nullable Thread thread;

  Turns(Endpoint endpoint, Processor route, Reach reach) {
    super(endpoint, route);
    this.reach = reach;
  }

  /** One session from its beginning to its end; returns when {@link #stops}, throws when it ends otherwise. */
  abstract void session(Reach with) throws Trouble, InterruptedException;

  /** Called once by the thread that stops, to wake a session that waits for its source. */
  void wake() {}

  final boolean stops() {
    return stopping.getCount() == 0;
  }

  @Override
  protected void doStart() throws Exception {
    super.doStart();
    Thread fresh = Thread.ofPlatform().daemon().name(getEndpoint().getEndpointUri()).unstarted(this::turns);
    fresh.setContextClassLoader(Turns.class.getClassLoader());
    fresh.start();
    thread = fresh;
  }

  /** Takes nothing further; what is on its way to the inbox is left to end. */
  @Override
  protected void doStop() throws Exception {
    stopping.countDown();
    wake();
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

  private void turns() {
    try {
      Duration pause = Duration.ZERO;
      while (!stopping.await(pause.toNanos(), TimeUnit.NANOSECONDS)) {
        pause = turn();
      }
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private Duration turn() throws InterruptedException {
    try {
      session(reach);
      return Duration.ZERO;
    } catch (Trouble | RuntimeException failure) {
      return stops() ? Duration.ZERO : reach.bad(failure);
    }
  }
}
