package cn.yilu.catalogue.duplicate;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** How far a list is, for those who wait for it, and when its thread goes on. */
final class Pace {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean running = true;
  private boolean news;
  private boolean asked;
  private boolean open;
  private long[] at;

  Pace(int topics) {
    at = new long[topics];
  }

  /** There is something new to follow. */
  void news() {
    change(() -> news = true);
  }

  /** Somebody wants it to go on at once. */
  void ask() {
    change(() -> asked = true);
  }

  void stop() {
    change(() -> running = false);
  }

  /** It has followed up to these sequence numbers. */
  void at(long[] now) {
    change(() -> {
      at = now;
      open = true;
    });
  }

  long[] at() {
    lock.lock();
    try {
      return at;
    } finally {
      lock.unlock();
    }
  }

  boolean isRunning() {
    lock.lock();
    try {
      return running;
    } finally {
      lock.unlock();
    }
  }

  /** Waits until it has followed up to these sequence numbers; false when that takes too long. */
  boolean await(long[] wanted, Duration longest) throws InterruptedException {
    long left = longest.toNanos();
    lock.lock();
    try {
      while (behind(wanted)) {
        asked = true;
        changed.signalAll();
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  private boolean behind(long[] wanted) {
    for (int i = 0; i < wanted.length; i++) {
      if (at[i] < wanted[i]) {
        return true;
      }
    }
    return !open;
  }

  /** Rests for so long, shorter when somebody waits for it, or on news. */
  void rest(Duration longest, boolean untilNews) {
    lock.lock();
    try {
      long left = longest.toNanos();
      while (running && !asked && !(untilNews && news) && left > 0) {
        left = changed.awaitNanos(left);
      }
      asked = false;
      news = false;
    } catch (InterruptedException e) {
      running = false;
    } finally {
      lock.unlock();
    }
  }

  private void change(Runnable what) {
    lock.lock();
    try {
      what.run();
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
