package cn.yilu.catalogue.record;

import cn.yilu.catalogue.DataDirectory;
import cn.yilu.catalogue.log.Complaints;
import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.log.Log;
import cn.yilu.catalogue.reconcile.Drift;
import cn.yilu.catalogue.reconcile.Errands;
import cn.yilu.catalogue.reconcile.Projection;
import cn.yilu.catalogue.secret.Keys;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.SharedSchemas;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The shared records of every dataset: runs their mergers and answers for their state. */
@Component
public class Records implements SmartLifecycle, Projection {
  private static final Logger LOG = LoggerFactory.getLogger(Records.class);

  private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

  private final DataDirectory data;
  private final Log log;
  private final Subjects subjects;
  private final SubjectLinks links;
  private final SharedSchemas schemas;
  private final Clock clock;
  private final Map<String, Running> running = new LinkedHashMap<>();
  private volatile boolean started;
  private volatile Optional<StateStore> store = Optional.empty();

  Records(DataDirectory data, Log log, Keys keys, SharedSchemas schemas, Clock clock) {
    this.data = data;
    this.log = log;
    this.subjects = new Subjects(keys.derive("subject"));
    this.links = new SubjectLinks(schemas, subjects);
    this.schemas = schemas;
    this.clock = clock;
  }

  /** How many records of a dataset are current; 0 for an unknown dataset. */
  public long count(String dataset) {
    return progress(dataset).count();
  }

  /** Whether a dataset of this name is merged here. */
  public boolean knows(String dataset) {
    return running.containsKey(dataset);
  }

  /** How many events of a dataset wait for a link to their person. */
  public long pending(String dataset) {
    return progress(dataset).pending();
  }

  /** Sequence number up to which the claims of a dataset are merged. */
  public long merged(String dataset) {
    return progress(dataset).merged()[0];
  }

  /** How many claims, of the dataset's own and of links, are not merged yet when the log's topics end at these heads. */
  public long behind(String dataset, Map<String, Long> heads) {
    Running merging = running.get(dataset);
    return merging == null ? 0 : merging.missing(heads).sum();
  }

  /** How many links between subjects a dataset's merge follows. */
  public int links(String dataset) {
    Running merging = running.get(dataset);
    return merging == null ? 0 : merging.merger.links();
  }

  /** Up to where every merge that reads a topic has committed it; 0 when none is known to. */
  public long committed(String topic) {
    return List.copyOf(running.values()).stream().map(each -> each.merger.committed(topic))
        .filter(OptionalLong::isPresent).mapToLong(OptionalLong::getAsLong).min().orElse(0);
  }

  /**
   * Waits until all that a dataset's records are made of, its own claims and those of links, is merged up to these
   * sequence numbers by topic; false when that takes too long.
   */
  public boolean await(String dataset, Map<String, Long> heads, Duration longest) throws InterruptedException {
    Running merging = running.get(dataset);
    if (merging == null) {
      return false;
    }
    long end = System.nanoTime() + longest.toNanos();
    while (merging.missing(heads).anyMatch(missing -> missing > 0)) {
      if (System.nanoTime() > end) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(5);
    }
    return true;
  }

  /** Datasets whose merger failed at its last try, with the kind of failure. */
  public Map<String, String> failing() {
    Map<String, String> failing = new LinkedHashMap<>();
    running.forEach((dataset, merger) -> merger.failure.ifPresent(why -> failing.put(dataset, why)));
    return failing;
  }

  /** The current record of a subject of a keyed dataset. */
  public Optional<SharedRecord> record(String dataset, Key subject) {
    return Optional.ofNullable(running.get(dataset)).map(r -> r.merger)
        .flatMap(merger -> merger instanceof KeyedMerger keyed ? keyed.record(subject) : Optional.empty());
  }

  /** What some of the claims under one subject make, taken by itself although links may make it one with others. */
  public Optional<SharedRecord> record(String dataset, Key subject, Predicate<Key> claims) {
    return Optional.ofNullable(running.get(dataset)).map(r -> r.merger)
        .flatMap(merger -> merger instanceof KeyedMerger keyed ? keyed.record(subject, claims) : Optional.empty());
  }

  /** The subject that a claim is by itself. */
  public Key alone(String subject, Key claim) {
    return subjects.alone(subject, claim);
  }

  @Override
  public String name() {
    return "records";
  }

  /** {@inheritDoc} Two parts per dataset: {@code state/<dataset>} and {@code records/<dataset>}. */
  @Override
  public void reconcile(boolean repair, Consumer<Drift> found) {
    for (Running merging : List.copyOf(running.values())) {
      new MergeCheck(merging.merger, data.tmp().resolve("reconcile-" + merging.schema.dataset()))
          .run(repair, store -> merger(merging.schema, store).orElseThrow(), merging::turn, found);
    }
  }

  private Progress progress(String dataset) {
    Running merger = running.get(dataset);
    return merger == null ? Progress.start(1) : merger.merger.progress();
  }

  @Override
  public synchronized void start() {
    StateStore opened = StateStore.open(data.projections().resolve("records"));
    store = Optional.of(opened);
    started = true;
    for (SharedSchema schema : schemas.all()) {
      merger(schema, opened).ifPresent(merger -> running.put(schema.dataset(), new Running(merger, schema)));
    }
    running.values().forEach(Running::start);
  }

  private Optional<Merger> merger(SharedSchema schema, StateStore opened) {
    return switch (schema.kind()) {
      case KEYED -> Optional.of(new KeyedMerger(schema, links, log, opened, subjects, clock));
      case EVENT -> Wears.of(schema, schemas)
          .map(wears -> new EventMerger(schema, wears, links, log, opened, subjects, clock));
      case LINK -> Optional.empty();
    };
  }

  @Override
  public synchronized void stop() {
    started = false;
    long end = System.nanoTime() + LONGEST_STOP.toNanos();
    running.values().forEach(Running::wake);
    running.values().forEach(each -> each.end(end));
    store.ifPresent(StateStore::close);
    store = Optional.empty();
    running.clear();
  }

  @Override
  public boolean isRunning() {
    return started;
  }

  /** Early to start, late to stop: sources feed it and feeds read what it appends. */
  @Override
  public int getPhase() {
    return 0;
  }

  /** A merger with its thread; woken when claims are appended, and looking by itself now and then. */
  private final class Running {
    private final Merger merger;
    private final SharedSchema schema;
    private final Semaphore wake = new Semaphore(0);
    private final List<Log.Following> following;
    private final Thread thread;
    private final Errands errands = new Errands();
    private final Complaints complaints = new Complaints();
    private volatile Optional<String> failure = Optional.of("starting");

    Running(Merger merger, SharedSchema schema) {
      this.merger = merger;
      this.schema = schema;
      this.following = merger.topics().stream().map(topic -> log.follow(topic, wake::release)).toList();
      this.thread = Thread.ofPlatform().name("merge-" + schema.dataset()).unstarted(this::run);
    }

    void start() {
      thread.start();
    }

    LongStream missing(Map<String, Long> heads) {
      long[] merged = merger.progress().merged();
      List<String> topics = merger.topics();
      return IntStream.range(0, merged.length)
          .mapToLong(i -> Math.max(0, heads.getOrDefault(topics.get(i), 0L) - merged[i]));
    }

    void wake() {
      following.forEach(Log.Following::close);
      wake.release();
    }

    void end(long until) {
      try {
        thread.join(Duration.ofNanos(Math.max(1, until - System.nanoTime())));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }

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
      while (started) {
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
          if (started) {
            complaints.say(LOG.atError().addKeyValue("dataset", schema.dataset()), cause, "merge failed; trying again");
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
        started = false;
      }
    }
  }
}
