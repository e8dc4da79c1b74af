package cn.yilu.catalogue.feed;

import cn.yilu.catalogue.log.Log;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.springframework.context.SmartLifecycle;

/** Lets readers wait for news. Each waits on a virtual thread; when too many wait, the next are answered at once. */
final class Arrivals implements SmartLifecycle {
  private static final int MOST_WAITING = 2_000;
  private final Log log;
  private final Semaphore places = new Semaphore(MOST_WAITING);
  private final Map<String, Topic> topics = new ConcurrentHashMap<>();
  private volatile boolean running;

  Arrivals(Log log) {
    this.log = log;
  }

  /** Waits until a topic has an entry after this one; false when the time is over or nobody may wait any longer. */
  boolean await(String topic, long after, Duration longest) {
    if (!running || !places.tryAcquire()) {
      return false;
    }
    try {
      return topics.computeIfAbsent(topic, Topic::new).await(after, longest);
    } finally {
      places.release();
    }
  }

  @Override
  public void start() {
    running = true;
  }

  /** Sends every waiting reader home, so that the server can stop in peace. */
  @Override
  public void stop() {
    running = false;
    topics.values().forEach(Topic::close);
    topics.clear();
  }

  @Override
  public boolean isRunning() {
    return running;
  }

  /** One topic that somebody waited for; asks for its head once per wake, however many wait. */
  private final class Topic {
    private final String name;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition moved = lock.newCondition();
    private final AtomicBoolean asked = new AtomicBoolean();
    private final Log.Following following;
    private long head;

    Topic(String name) {
      this.name = name;
      this.following = log.follow(name, this::ask);
      this.head = log.head(name);
    }

    boolean await(long after, Duration longest) {
      long left = longest.toNanos();
      lock.lock();
      try {
        while (head <= after && left > 0 && running) {
          left = moved.awaitNanos(left);
        }
        return head > after;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      } finally {
        lock.unlock();
      }
    }

    private void ask() {
      if (!asked.getAndSet(true)) {
        Thread.startVirtualThread(() -> {
          asked.set(false);
          arrived(log.head(name));
        });
      }
    }

    private void arrived(long now) {
      lock.lock();
      try {
        head = Math.max(head, now);
        moved.signalAll();
      } finally {
        lock.unlock();
      }
    }

    void close() {
      following.close();
      arrived(0);
    }
  }
}
