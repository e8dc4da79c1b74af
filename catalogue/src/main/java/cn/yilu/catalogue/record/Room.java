package cn.yilu.catalogue.record;

import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * How many merges may work on a long range at the same time. Each holds the claims of its range, what they touch and what
 * is made of them, some 50 MB; all datasets at once would not fit into a small heap. Who waited longest is next.
 */
final class Room {
  private static final long OF_ONE = 96L << 20;
  private final Semaphore places;

  Room(int places) {
    this.places = new Semaphore(places, true);
  }

  /** As many as a heap of so many bytes has room for, when the rest of the service takes as much as one of them. */
  static Room within(long heap) {
    return new Room(Math.toIntExact(Math.clamp(heap / OF_ONE - 1, 1, 64)));
  }

  int free() {
    return places.availablePermits();
  }

  /** Does some work when there is room for it. */
  <T> T in(Supplier<T> work) {
    places.acquireUninterruptibly();
    try {
      return work.get();
    } finally {
      places.release();
    }
  }
}
