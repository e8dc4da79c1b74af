package cn.yilu.catalogue.record;

import cn.yilu.catalogue.DataDirectory;
import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.log.Log;
import cn.yilu.catalogue.reconcile.Drift;
import cn.yilu.catalogue.reconcile.Projection;
import cn.yilu.catalogue.secret.Keys;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.SharedSchemas;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** The shared records of every dataset: runs their mergers and answers for their state. */
@Component
public class Records implements SmartLifecycle, Projection {
  private static final Duration LONGEST_STOP = Duration.ofSeconds(20);

  private final DataDirectory data;
  private final Log log;
  private final Subjects subjects;
  private final SubjectLinks links;
  private final SharedSchemas schemas;
  private final Clock clock;
  private final Map<String, MergeThread> running = new LinkedHashMap<>();
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
    MergeThread merging = running.get(dataset);
    return merging == null ? 0 : merging.missing(heads).sum();
  }

  /** How many links between subjects a dataset's merge follows. */
  public int links(String dataset) {
    MergeThread merging = running.get(dataset);
    return merging == null ? 0 : merging.merger().links();
  }

  /** Up to where every merge that reads a topic has committed it; 0 when none is known to. */
  public long committed(String topic) {
    return List.copyOf(running.values()).stream().map(each -> each.merger().committed(topic))
        .filter(OptionalLong::isPresent).mapToLong(OptionalLong::getAsLong).min().orElse(0);
  }

  /**
   * Waits until all that a dataset's records are made of, its own claims and those of links, is merged up to these
   * sequence numbers by topic; false when that takes too long.
   */
  public boolean await(String dataset, Map<String, Long> heads, Duration longest) throws InterruptedException {
    MergeThread merging = running.get(dataset);
    if (merging == null) {
      return false;
    }
    long end = System.nanoTime() + longest.toNanos();
    while (!merging.isThrough(heads)) {
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
    running.forEach((dataset, merging) -> merging.failure().ifPresent(why -> failing.put(dataset, why)));
    return failing;
  }

  /** The current record of a subject of a keyed dataset. */
  public Optional<SharedRecord> record(String dataset, Key subject) {
    return Optional.ofNullable(running.get(dataset)).map(MergeThread::merger)
        .flatMap(merger -> merger instanceof KeyedMerger keyed ? keyed.record(subject) : Optional.empty());
  }

  /** What some of the claims under one subject make, taken by itself although links may make it one with others. */
  public Optional<SharedRecord> record(String dataset, Key subject, Predicate<Key> claims) {
    return Optional.ofNullable(running.get(dataset)).map(MergeThread::merger)
        .flatMap(merger -> merger instanceof KeyedMerger keyed ? keyed.record(subject, claims) : Optional.empty());
  }

  /** When the claim that stands under this key in a keyed dataset was stated, as far as claims are merged. */
  public Optional<Stated> stated(String dataset, Key claim) {
    return Optional.ofNullable(running.get(dataset)).map(MergeThread::merger)
        .flatMap(merger -> merger instanceof KeyedMerger keyed ? keyed.stated(claim) : Optional.empty());
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
    new LinkedHashMap<>(running).forEach((dataset, merging) -> new MergeCheck(merging.merger(),
        data.tmp().resolve("reconcile-" + dataset))
        .run(repair, store -> merger(schemas.get(dataset), store).orElseThrow(), merging::turn, found));
  }

  private Progress progress(String dataset) {
    MergeThread merging = running.get(dataset);
    return merging == null ? Progress.start(1) : merging.merger().progress();
  }

  @Override
  public synchronized void start() {
    StateStore opened = StateStore.open(data.projections().resolve("records"));
    store = Optional.of(opened);
    started = true;
    Room room = Room.within(Runtime.getRuntime().maxMemory());
    for (SharedSchema schema : schemas.all()) {
      merger(schema, opened).ifPresent(merger -> {
        merger.share(room);
        running.put(schema.dataset(), new MergeThread(schema.dataset(), merger, log));
      });
    }
    running.values().forEach(MergeThread::start);
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
    running.values().forEach(MergeThread::stop);
    running.values().forEach(each -> each.join(end));
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
}
