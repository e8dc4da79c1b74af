package cn.yilu.catalogue.dataset;

import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Complaints;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.log.Log;
import cn.yilu.catalogue.reconcile.Drift;
import cn.yilu.catalogue.reconcile.Errands;
import cn.yilu.catalogue.reconcile.Projection;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/** Keeps one projection of the catalogue entries in step with the log, on a thread of its own. */
public final class EntryFollower implements SmartLifecycle, Projection {
  private static final Logger LOG = LoggerFactory.getLogger(EntryFollower.class);
  private static final int AT_ONCE = 200;
  private static final Duration POLL = Duration.ofSeconds(1);

  private final String name;
  private final Log log;
  private final EntryProjection projection;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition woken = lock.newCondition();
  private final Condition moved = lock.newCondition();
  private boolean running;
  private boolean wake;
  private boolean open;
  private boolean caughtUp;
  private long position;
  private @Nullable RuntimeException failure;
  private @Nullable Thread thread;
  private final Errands errands = new Errands();
  private final Complaints complaints = new Complaints();

  /** A follower by this name; it begins at {@link #start}. */
  public EntryFollower(String name, Log log, EntryProjection projection) {
    this.name = name;
    this.log = log;
    this.projection = projection;
  }

  /** How a projection stands: how many entries it has still to take in, and what hinders it. */
  public record Standing(boolean caughtUp, long position, long lag, Optional<String> failure) {}

  /** How it stands now; the head is asked from the log. */
  public Standing standing() {
    long head = log.head(CatalogueEntry.TOPIC);
    lock.lock();
    try {
      return new Standing(caughtUp, position, Math.max(0, head - position),
          Optional.ofNullable(failure).map(each -> each.getClass().getSimpleName()));
    } finally {
      lock.unlock();
    }
  }

  /** Waits until the entry with this sequence number is in; false when that takes longer than {@code most}. */
  public boolean await(long sequence, Duration most) throws InterruptedException {
    long left = most.toNanos();
    lock.lock();
    try {
      wake = true;
      woken.signalAll();
      while (!caughtUp || position < sequence) {
        if (left <= 0) {
          return false;
        }
        left = moved.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public String name() {
    return name;
  }

  /** {@inheritDoc} On the follower's own thread, so that both are of one position; a repair makes the projection anew. */
  @Override
  public void reconcile(boolean repair, Consumer<Drift> found) {
    found.accept(errands.run(() -> compare(repair), this::wake));
  }

  private Drift compare(boolean repair) {
    Map<Key, CatalogueEntry> entries = entries();
    long drift = projection.differing(entries);
    if (drift == 0 || !repair) {
      return new Drift(name, entries.size(), drift, 0);
    }
    at(projection.open(log.identity(), -1));
    catchUp();
    return new Drift(name, entries.size(), drift, drift - projection.differing(entries()));
  }

  /** The newest entries up to where the projection stands. */
  private Map<Key, CatalogueEntry> entries() {
    Map<Key, CatalogueEntry> entries = new HashMap<>();
    long end = position();
    long read = 0;
    List<Block> blocks = log.read(CatalogueEntry.TOPIC, read, AT_ONCE);
    while (!blocks.isEmpty() && read < end) {
      for (Block block : blocks) {
        for (int i = 0; i < block.entries().size() && block.sequence(i) <= end; i++) {
          Entry entry = block.entries().get(i);
          if (entry.kind() == Entry.Kind.DELETE) {
            entries.remove(entry.key());
          } else {
            entries.put(entry.key(), CatalogueEntry.decode(entry.payload()));
          }
        }
        read = block.last();
      }
      blocks = log.read(CatalogueEntry.TOPIC, read, AT_ONCE);
    }
    return entries;
  }

  private long position() {
    lock.lock();
    try {
      return position;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void start() {
    lock.lock();
    try {
      if (!running) {
        running = true;
        thread = Thread.ofPlatform().name("entries-" + name).daemon().start(this::follow);
      }
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void stop() {
    Thread following;
    lock.lock();
    try {
      running = false;
      woken.signalAll();
      following = thread;
    } finally {
      lock.unlock();
    }
    try {
      if (following != null) {
        following.join();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    lock.lock();
    try {
      return running;
    } finally {
      lock.unlock();
    }
  }

  private void follow() {
    Log.Following following = log.follow(CatalogueEntry.TOPIC, this::wake);
    try {
      while (isRunning()) {
        step();
        rest();
      }
    } finally {
      errands.end(new IllegalStateException("the follower has ended"));
      following.close();
      projection.close();
      open = false;
    }
  }

  private void step() {
    try {
      if (!open) {
        at(projection.open(log.identity(), log.head(CatalogueEntry.TOPIC)));
        open = true;
      }
      catchUp();
      errands.doAll();
      failed(null);
    } catch (RuntimeException e) {
      // After a full disk, say, what is open may be of no use any more; it is opened anew at what it holds.
      open = false;
      errands.fail(e);
      complaints.say(LOG.atWarn().addKeyValue("projection", name), e,
          "projection of the catalogue entries is held up");
      failed(e);
    }
  }

  private void catchUp() {
    List<Block> blocks = log.read(CatalogueEntry.TOPIC, position, AT_ONCE);
    while (!blocks.isEmpty() && isRunning()) {
      for (Block block : blocks) {
        projection.apply(block);
        at(block.last());
      }
      blocks = log.read(CatalogueEntry.TOPIC, position, AT_ONCE);
    }
  }

  private void at(long sequence) {
    lock.lock();
    try {
      position = sequence;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void failed(@Nullable RuntimeException cause) {
    lock.lock();
    try {
      failure = cause;
      caughtUp |= cause == null;
      moved.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void wake() {
    lock.lock();
    try {
      wake = true;
      woken.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void rest() {
    lock.lock();
    try {
      long left = POLL.toNanos();
      while (running && !wake && left > 0) {
        left = woken.awaitNanos(left);
      }
      wake = false;
    } catch (InterruptedException e) {
      running = false;
    } finally {
      lock.unlock();
    }
  }
}
