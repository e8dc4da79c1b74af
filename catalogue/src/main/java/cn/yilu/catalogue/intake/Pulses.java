package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.log.Batch;
import cn.yilu.catalogue.log.Log;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Looks at the committed count of every source each ten seconds, so that people see how it goes. The pulse lives in
 * memory; where the count stood when the day began, and the last file read, are kept as a position of the log, which
 * moves only when they change. Counts rise only while a service runs, so the first look of a day is its beginning.
 */
@Component
class Pulses implements SmartLifecycle {
  static final Duration SPAN = Duration.ofSeconds(10);
  private static final Logger LOG = LoggerFactory.getLogger(Pulses.class);

  private final Sources sources;
  private final Log log;
  private final Clock clock;
  private final ZoneId zone;
  private final Map<String, Pulse> pulses = new ConcurrentHashMap<>();
  private final Map<String, Remembered> remembered = new ConcurrentHashMap<>();
  private @Nullable ScheduledExecutorService looking;

  Pulses(Sources sources, Log log, Clock clock, ZoneId zone) {
    this.sources = sources;
    this.log = log;
    this.clock = clock;
    this.zone = zone;
  }

  /** What came in each of the last sixty spans, oldest first. */
  List<Long> spans(String source) {
    return Optional.ofNullable(pulses.get(source)).map(Pulse::spans).orElse(List.of());
  }

  /** What a source delivered since the day began. */
  long today(LiveSource live) {
    Remembered known = remembered.get(live.source().id());
    return known == null || !known.day().equals(day())
        ? 0
        : live.lane().map(lane -> Math.max(0, lane.tally().received() - known.before())).orElse(0L);
  }

  /** The last file of a source that was read, with its number of rows. */
  Optional<String> lastFile(String source) {
    return Optional.ofNullable(remembered.get(source)).map(Remembered::last).filter(last -> !last.isEmpty());
  }

  private LocalDate day() {
    return LocalDate.ofInstant(clock.instant(), zone);
  }

  /** Looks at every source that works, once. */
  void look() {
    pulses.keySet().retainAll(sources.all().stream().map(live -> live.source().id()).toList());
    sources.all().forEach(live -> live.lane().ifPresent(lane -> look(live, lane.tally().received())));
  }

  private void look(LiveSource live, long received) {
    pulses.computeIfAbsent(live.source().id(), id -> new Pulse()).beat(received);
    remember(live, received);
  }

  private void remember(LiveSource live, long received) {
    String id = live.source().id();
    Remembered known = remembered.get(id);
    Remembered now = known == null ? null : now(live, known, received);
    if (known == null || !known.equals(now)) {
      String position = "pulse/" + id;
      byte[] before = log.position(position).orElse(null);
      Remembered next = now(live, before == null ? new Remembered(day(), 0, "") : Remembered.decode(before), received);
      byte[] after = next.encode();
      if (!java.util.Arrays.equals(before, after)) {
        log.append(new Batch(Map.of(), List.of(new Batch.Move(position, before, after)))).join();
      }
      remembered.put(id, next);
    }
  }

  private Remembered now(LiveSource live, Remembered known, long received) {
    String last = live.lastFile().orElse(known.last());
    return known.day().equals(day())
        ? new Remembered(known.day(), known.before(), last)
        : new Remembered(day(), received, last);
  }

  private void tryLook() {
    try {
      look();
    } catch (RuntimeException e) {
      LOG.atWarn().addKeyValue("cause", e.getClass().getSimpleName()).log("pulse of the sources cannot be taken");
    }
  }

  @Override
  public synchronized void start() {
    looking = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("pulse").daemon().factory());
    ScheduledFuture<?> unused = looking.scheduleAtFixedRate(this::tryLook, 2, SPAN.toSeconds(), TimeUnit.SECONDS);
  }

  @Override
  public synchronized void stop() {
    ScheduledExecutorService running = looking;
    if (running != null) {
      looking = null;
      running.shutdownNow();
      running.close();
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return looking != null;
  }
}
