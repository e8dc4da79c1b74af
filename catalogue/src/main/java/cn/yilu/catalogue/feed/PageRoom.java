package cn.yilu.catalogue.feed;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** Memory for pages that are being made or sent, however many ask and however slowly they take them. */
final class PageRoom {
  private static final int UNIT = 1024;
  private static final Duration LONGEST_WAIT = Duration.ofSeconds(10);
  private final Semaphore free;
  private final int all;

  PageRoom(int bytes) {
    all = bytes / UNIT;
    free = new Semaphore(all, true);
  }

  /** An eighth of the heap, and never less than a few of the largest pages. */
  static PageRoom ofHeap(long heap) {
    return new PageRoom((int) Math.clamp(heap / 8, 32L << 20, 1L << 30));
  }

  /** A part of the room; given back by closing, once. */
  final class Part implements AutoCloseable {
    private int units;

    private Part(int units) {
      this.units = units;
    }

    @Override
    public synchronized void close() {
      free.release(units);
      units = 0;
    }
  }

  /** Room for so many bytes; who gets none in time is told to come again. */
  Part take(int bytes) {
    int units = bytes / UNIT + 1;
    try {
      if (free.tryAcquire(units, LONGEST_WAIT.toMillis(), TimeUnit.MILLISECONDS)) {
        return new Part(units);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw Refusals.unavailable();
  }

  /** Room for so many bytes, if half of all stays free. */
  Optional<Part> spare(int bytes) {
    int units = bytes / UNIT + 1;
    return free.availablePermits() - units >= all / 2 && free.tryAcquire(units)
        ? Optional.of(new Part(units))
        : Optional.empty();
  }

  int freeBytes() {
    return free.availablePermits() * UNIT;
  }
}
