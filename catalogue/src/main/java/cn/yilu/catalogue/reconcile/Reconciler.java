package cn.yilu.catalogue.reconcile;

import cn.yilu.catalogue.Problem;
import cn.yilu.catalogue.audit.Ledger;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationArguments;
import org.springframework.boot.ApplicationRunner;
import org.springframework.stereotype.Component;

/** Compares all projections of this node with the log, one after the other, in the background; one run at a time. */
@Component
class Reconciler implements ApplicationRunner {
  private static final Logger LOG = LoggerFactory.getLogger(Reconciler.class);

  private final ObjectProvider<Projection> projections;
  private final Ledger ledger;
  private final Clock clock;
  private final String atStart;
  private @Nullable Run latest;

  Reconciler(ObjectProvider<Projection> projections, Ledger ledger, Clock clock,
      @Value("${yilu.reconcile:}") String atStart) {
    this.projections = projections;
    this.ledger = ledger;
    this.clock = clock;
    this.atStart = atStart;
  }

  /** A run as it stands: what was found so far, what is compared now, and when and how it ended. */
  record Run(boolean repair, Instant started, List<Drift> found, String doing, Optional<Instant> ended,
      Optional<String> failure) {

    Run {
      found = List.copyOf(found);
    }

    long drift() {
      return found.stream().mapToLong(Drift::drift).sum();
    }

    long repaired() {
      return found.stream().mapToLong(Drift::repaired).sum();
    }

    Run doing(String name) {
      return new Run(repair, started, found, name, ended, failure);
    }

    Run with(Drift drift) {
      List<Drift> all = new ArrayList<>(found);
      all.add(drift);
      return new Run(repair, started, all, doing, ended, failure);
    }

    Run ended(Instant when, Optional<String> why) {
      return new Run(repair, started, found, "", Optional.of(when), why);
    }
  }

  /** {@code --yilu.reconcile=check} or {@code =repair} compares once the service has started. */
  @Override
  public void run(ApplicationArguments arguments) {
    switch (atStart) {
      case "" -> {
      }
      case "check" -> start(false, "start");
      case "repair" -> start(true, "start");
      default -> throw new IllegalArgumentException("yilu.reconcile must be check or repair, not '" + atStart + "'");
    }
  }

  /** The run that goes on, or the last one since the start of this node. */
  synchronized Optional<Run> latest() {
    return Optional.ofNullable(latest);
  }

  /** Begins a run for somebody; a problem when one goes on already. */
  Run start(boolean repair, String by) {
    Run begun = new Run(repair, clock.instant(), List.of(), "", Optional.empty(), Optional.empty());
    synchronized (this) {
      if (latest != null && latest.ended().isEmpty()) {
        throw new Problem(409, "reconcile-running", "正在核对,请等待其结束。", "A comparison is running; wait for its end.");
      }
      latest = begun;
    }
    Thread.ofPlatform().daemon().name("reconcile").start(() -> compare(repair, by));
    return begun;
  }

  private void compare(boolean repair, String by) {
    try {
      ledger.note("reconcile.start", by, Map.of("repair", repair)).join();
      projections.orderedStream().forEach(projection -> {
        change(run -> run.doing(projection.name()));
        projection.reconcile(repair, this::found);
      });
      Run done = change(run -> run.doing(""));
      ledger.note("reconcile.end", by,
          Map.of("repair", repair, "parts", done.found().size(), "drift", done.drift(), "repaired", done.repaired()))
          .join();
      change(run -> run.ended(clock.instant(), Optional.empty()));
    } catch (RuntimeException e) {
      LOG.atError().setCause(e).log("projections cannot be compared with the log");
      change(run -> run.ended(clock.instant(), Optional.of(e.getClass().getSimpleName())));
    }
  }

  private void found(Drift drift) {
    change(run -> run.with(drift));
    LOG.atInfo().addKeyValue("part", drift.part()).addKeyValue("checked", drift.checked())
        .addKeyValue("drift", drift.drift()).addKeyValue("repaired", drift.repaired()).log("compared with the log");
  }

  private synchronized Run change(UnaryOperator<Run> change) {
    if (latest == null) {
      throw new IllegalStateException("no run to change");
    }
    Run changed = change.apply(latest);
    latest = changed;
    return changed;
  }
}
