package cn.yilu.catalogue.compaction;

import cn.yilu.catalogue.audit.Ledger;
import cn.yilu.catalogue.log.Appended;
import cn.yilu.catalogue.log.Batch;
import cn.yilu.catalogue.log.Compaction.Freed;
import cn.yilu.catalogue.log.Log;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Compacts the log once a day. A day on which nobody ran at that time is made up for; of several nodes one does it. It rests
 * after each step for as long as the step took, so that intake and merge have the database for themselves half of the
 * time.
 */
final class Compacting implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Compacting.class);
  private static final long LONGEST_REST = TimeUnit.SECONDS.toNanos(2);

  private final CompactedTopics topics;
  private final Log log;
  private final Ledger ledger;
  private final CompactionProperties settings;
  private final Clock clock;
  private final ZoneId zone;
  private volatile CountDownLatch stopped = new CountDownLatch(1);
  private volatile Optional<String> failure = Optional.empty();
  private @Nullable ScheduledExecutorService watch;
  private boolean running;

  Compacting(CompactedTopics topics, Log log, Ledger ledger, CompactionProperties settings, Clock clock, ZoneId zone) {
    this.topics = topics;
    this.log = log;
    this.ledger = ledger;
    this.settings = settings;
    this.clock = clock;
    this.zone = zone;
  }

  /** Why it broke off the last time, if it did. */
  Optional<String> failure() {
    return failure;
  }

  /** Compacts when that is due and nobody else does; answers what was freed. */
  Freed run(BooleanSupplier goOn) {
    LastRun last = LastRun.of(log).orElse(null);
    LastRun begun = LastRun.begin(clock.instant());
    if ((last != null && !last.begun().isBefore(due())) || !moved(last, begun)) {
      return Freed.NOTHING;
    }
    Freed freed = topics.compact(goOn);
    moved(begun, begun.end(clock.instant(), freed));
    ledger.note("log.compacted", "yilu", Map.of("entries", freed.entries(), "before", freed.bytesBefore(), "after",
        freed.bytesAfter())).join();
    LOG.atInfo().addKeyValue("entries", freed.entries()).addKeyValue("bytes", freed.bytes()).log("log compacted");
    return freed;
  }

  /** When it was to be done last. */
  private Instant due() {
    ZonedDateTime now = clock.instant().atZone(zone);
    ZonedDateTime today = now.with(settings.at());
    return (today.isAfter(now) ? today.minusDays(1) : today).toInstant();
  }

  private boolean moved(@Nullable LastRun from, LastRun to) {
    return log.append(new Batch(Map.of(), List.of(to.after(from)))).join() instanceof Appended.Committed;
  }

  private void look() {
    try {
      run(new Pace(stopped));
      failure = Optional.empty();
    } catch (RuntimeException e) {
      failure = Optional.of(e.getClass().getSimpleName());
      LOG.atWarn().setCause(e).log("the log could not be compacted; trying again the next day");
    }
  }

  /** Lets half of the time to others. */
  private static final class Pace implements BooleanSupplier {
    private final CountDownLatch stopped;
    private long rested = System.nanoTime();

    Pace(CountDownLatch stopped) {
      this.stopped = stopped;
    }

    @Override
    public boolean getAsBoolean() {
      try {
        boolean stop = stopped.await(Math.min(LONGEST_REST, System.nanoTime() - rested), TimeUnit.NANOSECONDS);
        rested = System.nanoTime();
        return !stop;
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return false;
      }
    }
  }

  @Override
  public synchronized void start() {
    stopped = new CountDownLatch(1);
    if (settings.on()) {
      watch = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("compaction").factory());
      var unused = watch.scheduleWithFixedDelay(this::look, 10, 10, TimeUnit.MINUTES);
    } else {
      watch = null;
    }
    running = true;
  }

  /** Ends after the step it is in. */
  @Override
  public synchronized void stop() {
    stopped.countDown();
    running = false;
    if (watch != null) {
      watch.close();
      watch = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return running;
  }
}
