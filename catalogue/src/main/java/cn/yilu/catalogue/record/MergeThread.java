package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.Complaints;
import cn.yilu.catalogue.log.Log;
import cn.yilu.catalogue.reconcile.Errands;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread of one dataset's merger: woken when claims are appended, and looking by itself now and then. */
final class MergeThread {
  /** Records say what goes wrong with them, whichever thread it is in. */
  private static final Logger LOG = LoggerFactory.getLogger(Records.class);

  private final Merger merger;
  private final String dataset;
  private final Semaphore wake = new Semaphore(0);
  private final List<Log.Following> following;
  private final Thread thread;
  private final Errands errands = new Errands();
  private final Complaints complaints = new Complaints();
  private volatile boolean stopped;
  private volatile Optional<String> failure = Optional.of("starting");

  MergeThread(String dataset, Merger merger, Log log) {
    this.dataset = dataset;
    this.merger = merger;
    following = merger.topics().stream().map(topic -> log.follow(topic, wake::release)).toList();
    thread = Thread.ofPlatform().name("merge-" + dataset).unstarted(this::run);
  }

  Merger merger() {
    return merger;
  }

  /** The kind of failure when the last try failed, or what keeps it from having tried. */
  Optional<String> failure() {
    return failure;
  }

  /** How many claims of each topic are not merged yet when the topics end at these heads. */
  LongStream missing(Map<String, Long> heads) {
    long[] merged = merger.progress().merged();
    List<String> topics = merger.topics();
    return IntStream.range(0, merged.length)
        .mapToLong(i -> Math.max(0, heads.getOrDefault(topics.get(i), 0L) - merged[i]));
  }

  /** Whether all claims up to these heads are merged, and what follows from them is done. */
  boolean isThrough(Map<String, Long> heads) {
    return missing(heads).allMatch(missing -> missing == 0) && merger.isCorrect();
  }

  void start() {
    thread.start();
  }

  /** Lets the step that runs now be the last. */
  void stop() {
    stopped = true;
    following.forEach(Log.Following::close);
    wake.release();
  }

  /** Waits until the last step is over, or until this moment of {@link System#nanoTime()}. */
  void join(long until) {
    try {
      thread.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Does some work between two steps of the merge and waits for it. */
  void turn(Runnable work) {
    errands.run(() -> {
      work.run();
      return true;
    }, wake::release);
  }

  private void run() {
    try {
      merge();
    } finally {
      errands.end(new IllegalStateException("the merge has ended"));
    }
  }

  private void merge() {
    boolean begun = false;
    while (!stopped) {
      try {
        if (!begun) {
          merger.begin();
          begun = true;
        }
        failure = Optional.empty();
        errands.doAll();
        if (!merger.step()) {
          rest();
        }
      } catch (RuntimeException e) {
        errands.fail(e);
        Throwable cause = e instanceof CompletionException && e.getCause() != null ? e.getCause() : e;
        failure = Optional.of(cause.getClass().getSimpleName());
        if (!stopped) {
          complaints.say(LOG.atError().addKeyValue("dataset", dataset), cause, "merge failed; trying again");
          begun = false;
          rest();
        }
      }
    }
  }

  /** A dataset nobody states anything for is woken by its first claim; looking for one every second is for nothing. */
  private boolean untouched() {
    return Arrays.stream(merger.progress().merged()).allMatch(end -> end == 0);
  }

  private void rest() {
    try {
      if (wake.tryAcquire(untouched() ? 10 : 1, TimeUnit.SECONDS)) {
        wake.drainPermits();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stopped = true;
    }
  }
}
