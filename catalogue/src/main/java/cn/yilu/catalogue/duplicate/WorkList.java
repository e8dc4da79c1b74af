package cn.yilu.catalogue.duplicate;

import cn.yilu.catalogue.Problem;
import cn.yilu.catalogue.log.Log;
import cn.yilu.catalogue.reconcile.Drift;
import cn.yilu.catalogue.reconcile.Errands;
import cn.yilu.catalogue.record.Records;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * The work list (待办清单) of one dataset. While claims wait to be merged it takes in one stretch a second and leaves the
 * machine to the merge: a list may be late, a record may not.
 */
final class WorkList {
  private static final Logger LOG = LoggerFactory.getLogger(WorkList.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration LONGEST_STOP = Duration.ofSeconds(20);
  private static final long[] ALL = {Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE};

  private final Suspected suspected;
  private final Log log;
  private final Records records;
  private final Path folder;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Errands errands = new Errands();
  private final Thread thread;
  private boolean running = true;
  private boolean news;
  private boolean asked;
  private long[] at = new long[ALL.length];
  /** Only the thread of the list touches it. */
  private @Nullable DuplicateFollower follower;
  private volatile @Nullable SuspicionStore store;
  private volatile Counted counted = new Counted(new long[0], new Candidates.Counts(0, 0, 0));

  WorkList(Suspected suspected, Log log, Records records, Path folder) {
    this.suspected = suspected;
    this.log = log;
    this.records = records;
    this.folder = folder;
    this.thread = Thread.ofPlatform().name("duplicates-" + dataset()).daemon().unstarted(this::run);
  }

  private record Counted(long[] at, Candidates.Counts counts) {}

  String dataset() {
    return suspected.schema().dataset();
  }

  Suspected suspected() {
    return suspected;
  }

  /** What is on it; a problem while it is being made. */
  Candidates candidates() {
    SuspicionStore now = store;
    if (now == null) {
      throw Problem.later(503, "unavailable", 1, "疑似重复清单正在建立，请稍后再试。",
          "The list of candidate duplicates is being opened; try again soon.");
    }
    return new Candidates(now);
  }

  /** How many are on it; counted again when something came in. */
  Candidates.Counts counts() {
    long[] now = at();
    Counted known = counted;
    if (!Arrays.equals(known.at(), now)) {
      known = new Counted(now, candidates().count());
      counted = known;
    }
    return known.counts();
  }

  void start() {
    thread.start();
  }

  void stop() {
    change(() -> running = false);
    try {
      thread.join(LONGEST_STOP);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits until it has followed the claims up to these numbers, and the records that there are now. */
  boolean await(Map<String, Long> heads, Duration longest) throws InterruptedException {
    long[] wanted = {heads.getOrDefault("claims/" + dataset(), 0L), log.head("records/" + dataset()),
        heads.getOrDefault("claims/" + LinkReader.DATASET, 0L)};
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
    return store == null;
  }

  private void run() {
    List<Log.Following> following = new ArrayList<>();
    try {
      for (String topic : DuplicateFollower.topics(dataset())) {
        following.add(log.follow(topic, () -> change(() -> news = true)));
      }
      while (isRunning()) {
        step();
      }
    } finally {
      following.forEach(Log.Following::close);
      errands.end(new IllegalStateException("the work list has ended"));
      close();
    }
  }

  private void step() {
    try {
      DuplicateFollower following = open();
      errands.doAll();
      boolean more = following.step(ALL);
      at(following.at());
      if (!more || records.merged(dataset()) < log.head("claims/" + dataset())) {
        rest(!more);
      }
    } catch (RuntimeException e) {
      errands.fail(e);
      LOG.atWarn().addKeyValue("dataset", dataset()).setCause(e).log("work list of duplicates is held up");
      rest(false);
    }
  }

  private DuplicateFollower open() {
    DuplicateFollower opened = follower;
    if (opened == null) {
      opened = new DuplicateFollower(suspected, log, SuspicionStore.open(folder));
      follower = opened;
      store = opened.store();
      at(opened.at());
    }
    return opened;
  }

  private void close() {
    DuplicateFollower opened = follower;
    store = null;
    if (opened != null) {
      opened.close();
    }
  }

  /** Compares it with one made anew from the log; with {@code repair} a list that differs is made anew. */
  Drift compare(boolean repair, Path scratch) {
    return errands.run(() -> compared(repair, scratch), () -> change(() -> asked = true));
  }

  /** A list that is behind first follows to the end: of what it has yet to read compaction may have replaced what it holds. */
  private Drift compared(boolean repair, Path scratch) {
    DuplicateFollower held = open();
    follow(held, ALL);
    at(held.at());
    Drift drift = difference(held, scratch);
    if (drift.drift() == 0 || !repair) {
      return drift;
    }
    held.begin();
    follow(held, ALL);
    at(held.at());
    return new Drift(drift.part(), drift.checked(), drift.drift(), drift.drift());
  }

  private Drift difference(DuplicateFollower held, Path scratch) {
    try {
      FileSystemUtils.deleteRecursively(scratch);
      try (DuplicateFollower anew = new DuplicateFollower(suspected, log, SuspicionStore.open(scratch))) {
        follow(anew, held.at());
        return Difference.of("duplicates/" + dataset(), held.store(), anew.store());
      } finally {
        FileSystemUtils.deleteRecursively(scratch);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void follow(DuplicateFollower from, long[] upTo) {
    boolean more = true;
    while (more && isRunning()) {
      more = from.step(upTo);
    }
  }

  private boolean isRunning() {
    lock.lock();
    try {
      return running;
    } finally {
      lock.unlock();
    }
  }

  private long[] at() {
    lock.lock();
    try {
      return at;
    } finally {
      lock.unlock();
    }
  }

  private void at(long[] now) {
    change(() -> at = now);
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

  /** Rests for a second, shorter when somebody waits for it, and on news where there was nothing to do. */
  private void rest(boolean untilNews) {
    lock.lock();
    try {
      long left = POLL.toNanos();
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
}
