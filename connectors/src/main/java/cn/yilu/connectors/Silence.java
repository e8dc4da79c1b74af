package cn.yilu.connectors;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Notices when nothing is heard any more of somebody who, after the first sign, should give one now and then. */
final class Silence implements AutoCloseable {
  private final Duration longest;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile long heard = System.nanoTime();
  private volatile boolean busy = true;

  Silence(Duration longest) {
    this.longest = longest;
  }

  /** From now on, until this is closed. */
  void watch(Runnable whenItFalls) {
    Thread.ofVirtual().name("silence").start(() -> {
      try {
        while (!over.await(left(), TimeUnit.NANOSECONDS)) {
          if (left() <= 0) {
            whenItFalls.run();
            return;
          }
        }
      } catch (InterruptedException stopped) {
        Thread.currentThread().interrupt();
      }
    });
  }

  /** We are at work with what was heard last, and nothing is expected. */
  void busy() {
    busy = true;
  }

  void heard() {
    heard = System.nanoTime();
    busy = false;
  }

  private long left() {
    return busy ? longest.toNanos() : longest.toNanos() - (System.nanoTime() - heard);
  }

  @Override
  public void close() {
    over.countDown();
  }
}
