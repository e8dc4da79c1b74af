package cn.yilu.catalogue.graph;

import cn.yilu.catalogue.Problem;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Lets only so many heavy answers be worked out at once; who waits too long for a turn is sent away. */
final class Turns {
  private static final long PATIENCE_MILLIS = 2000;
  private final Semaphore free;

  Turns(int atOnce) {
    this.free = new Semaphore(atOnce, true);
  }

  <T> T take(Supplier<T> work) {
    boolean taken = false;
    try {
      taken = free.tryAcquire(PATIENCE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    if (!taken) {
      throw Problem.later(429, "too-many-requests", 2, "查询太多,请稍后再试。",
          "Too many queries at once, try again soon.");
    }
    try {
      return work.get();
    } finally {
      free.release();
    }
  }
}
