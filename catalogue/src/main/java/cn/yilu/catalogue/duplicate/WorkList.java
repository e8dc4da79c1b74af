package cn.yilu.catalogue.duplicate;

import cn.yilu.catalogue.Problem;
import cn.yilu.catalogue.log.Complaints;
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
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.FileSystemUtils;

/**
 * The work list (待办清单) of one dataset. While claims come in it works a small part of the time and leaves the machine to
 * the merge, unless somebody waits for it: a list may be late, a record may not.
 */
final class WorkList {
  private static final Logger LOG = LoggerFactory.getLogger(WorkList.class);
  private static final Duration POLL = Duration.ofSeconds(1);
  private static final Duration LONGEST_REST = Duration.ofMinutes(1);
  /** While claims come in it rests so many times as long as it worked. */
  private static final int SHARE = 30;
  private static final Duration LONGEST_STOP = Duration.ofSeconds(20);
  private static final long[] ALL = {Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE};

  private final Suspected suspected;
  private final Log log;
  private final Records records;
  private final Path folder;
  private final Pace pace = new Pace(ALL.length);
  private final Errands errands = new Errands();
  private final Complaints complaints = new Complaints();
  private final Thread thread;
  /** Where the claims ended when it looked last. */
  private long seen;
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
    long[] now = pace.at();
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
    pace.stop();
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
    return pace.await(wanted, longest);
  }

  private void run() {
    List<Log.Following> following = new ArrayList<>();
    try {
      for (String topic : DuplicateFollower.topics(dataset())) {
        following.add(log.follow(topic, pace::news));
      }
      while (pace.isRunning()) {
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
      long head = log.head("claims/" + dataset());
      boolean loading = head > seen || records.merged(dataset()) < head;
      seen = head;
      long begun = System.nanoTime();
      boolean more = following.step(ALL);
      long took = System.nanoTime() - begun;
      pace.at(following.at());
      if (!more) {
        pace.rest(POLL, true);
      } else if (loading) {
        pace.rest(Duration.ofNanos(Math.min(took * SHARE, LONGEST_REST.toNanos())), false);
      }
    } catch (RuntimeException e) {
      errands.fail(e);
      complaints.say(LOG.atWarn().addKeyValue("dataset", dataset()), e, "work list of duplicates is held up");
      pace.rest(POLL, false);
    }
  }

  private DuplicateFollower open() {
    DuplicateFollower opened = follower;
    if (opened == null) {
      opened = new DuplicateFollower(suspected, log, SuspicionStore.open(folder));
      follower = opened;
      store = opened.store();
      pace.at(opened.at());
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
    return errands.run(() -> compared(repair, scratch), pace::ask);
  }

  /** A list that is behind first follows to the end: of what it has yet to read compaction may have replaced what it holds. */
  private Drift compared(boolean repair, Path scratch) {
    DuplicateFollower held = open();
    follow(held, ALL);
    pace.at(held.at());
    Drift drift = difference(held, scratch);
    if (drift.drift() == 0 || !repair) {
      return drift;
    }
    held.begin();
    follow(held, ALL);
    pace.at(held.at());
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
    while (more && pace.isRunning()) {
      more = from.step(upTo);
    }
  }
}
