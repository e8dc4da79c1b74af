package cn.yilu.catalogue.graph;

import cn.yilu.catalogue.Problem;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Lets only so many heavy answers be worked out at once; who waits too long for a turn is sent away. They are worked out
 * by threads of the system's own, which take turns with all others: a virtual thread that reckons for seconds would keep
 * a whole core from everybody else who asks.
 */
final class Turns implements AutoCloseable {
  private static final long PATIENCE_MILLIS = 2000;
  private final Semaphore free;
  private final ExecutorService workers = Executors
      .newCachedThreadPool(Thread.ofPlatform().daemon().name("graph-", 0).factory());

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
      return CompletableFuture.supplyAsync(work, workers).join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      throw e;
    } finally {
      free.release();
    }
  }

  @Override
  public void close() {
    workers.shutdown();
  }
}
