package cn.yilu.catalogue.log;

import java.util.Collection;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who wants to be woken. A follower is never called twice at once; what comes meanwhile is joined into one more call. */
final class Followers implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Followers.class);
  private final Set<Follower> followers = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors
      .newCachedThreadPool(Thread.ofPlatform().daemon().name("log-follower-", 0).factory());

  /** Wakes at once the first time, because something may have come before. */
  Log.Following follow(String prefix, Runnable wake) {
    Follower follower = new Follower(prefix, wake);
    followers.add(follower);
    follower.wake();
    return () -> followers.remove(follower);
  }

  void appended(Collection<String> topics) {
    for (Follower follower : followers) {
      if (topics.stream().anyMatch(topic -> topic.startsWith(follower.prefix))) {
        follower.wake();
      }
    }
  }

  @Override
  public void close() {
    threads.shutdown();
  }

  private final class Follower {
    private final String prefix;
    private final Runnable run;
    private final AtomicInteger calls = new AtomicInteger();

    Follower(String prefix, Runnable run) {
      this.prefix = prefix;
      this.run = run;
    }

    void wake() {
      if (calls.getAndIncrement() == 0) {
        try {
          threads.execute(this::callUntilQuiet);
        } catch (RejectedExecutionException e) {
          LOG.debug("woken after the end");
        }
      }
    }

    private void callUntilQuiet() {
      int seen;
      do {
        seen = calls.get();
        callIfStillWanted();
      } while (!calls.compareAndSet(seen, 0));
    }

    private void callIfStillWanted() {
      if (followers.contains(this)) {
        try {
          run.run();
        } catch (RuntimeException e) {
          LOG.atError().setCause(e).addKeyValue("topics", prefix).log("A follower of the log failed");
        }
      }
    }
  }
}
