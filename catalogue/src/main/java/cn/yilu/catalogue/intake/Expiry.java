package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.audit.Ledger;
import cn.yilu.catalogue.log.Compaction;
import cn.yilu.catalogue.log.Log;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Destroys the keys of kept rows whose term is over, and notes it in the ledger; looks once an hour. What nobody can read any
 * more is then taken out of the log as well. Forgets which pushes came, too, after a month.
 */
@Component
@EnableConfigurationProperties(ExpiryProperties.class)
class Expiry implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Expiry.class);

  /** So long after a push, or a part of a full delivery, it is known that it came already. */
  private static final Duration ONCE = Duration.ofDays(30);

  private final DayKeys keys;
  private final Ledger ledger;
  private final Log log;
  private final Compaction compaction;
  private final Clock clock;
  private final int days;
  private @Nullable ScheduledExecutorService watch;

  Expiry(DayKeys keys, Ledger ledger, Log log, Compaction compaction, Clock clock, ExpiryProperties settings) {
    this.keys = keys;
    this.ledger = ledger;
    this.log = log;
    this.compaction = compaction;
    this.clock = clock;
    this.days = settings.days();
  }

  /** Destroys what is due; answers for how many days. */
  int run() {
    compaction.dropPositions(FileMarks.ONCE, clock.instant().minus(ONCE));
    LocalDate first = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(days);
    int destroyed = keys.destroyBefore(first);
    if (destroyed > 0) {
      ledger.note("rejections.expired", "yilu", Map.of("before", first.toString(), "days", destroyed)).join();
      Instant before = first.atStartOfDay(ZoneOffset.UTC).toInstant();
      Stream.of("rejections/", "findings/").flatMap(prefix -> log.topics(prefix).stream())
          .forEach(topic -> compaction.drop(topic, before, () -> true));
    }
    return destroyed;
  }

  private void look() {
    try {
      run();
    } catch (RuntimeException e) {
      LOG.atWarn().setCause(e).log("expired rows could not be destroyed; trying again in an hour");
    }
  }

  @Override
  public synchronized void start() {
    watch = Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().daemon().name("expiry").factory());
    var unused = watch.scheduleWithFixedDelay(this::look, 1, 60, TimeUnit.MINUTES);
  }

  @Override
  public synchronized void stop() {
    if (watch != null) {
      watch.shutdownNow();
      watch = null;
    }
  }

  @Override
  public synchronized boolean isRunning() {
    return watch != null;
  }
}
