package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.Problem;
import cn.yilu.catalogue.http.model.Replay;
import cn.yilu.catalogue.http.model.Text;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Log;
import cn.yilu.catalogue.record.Records;
import cn.yilu.catalogue.record.Stated;
import cn.yilu.connectors.Envelope;
import cn.yilu.connectors.Receipt;
import cn.yilu.mappings.Lineage;
import cn.yilu.mappings.MappedRow;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Maps rejected rows again (重放), through the lane of their source: what can be used is committed in one piece with the
 * entry by which the row leaves the list, so a replay cut off at whatever moment is simply begun again. A row whose record
 * the source has stated anew since it was rejected leaves the list too, and undoes nothing.
 */
@Component
final class Replays {
  private static final Logger LOG = LoggerFactory.getLogger(Replays.class);
  private static final int AT_ONCE = 200;
  private static final Duration LONGEST_MERGE = Duration.ofMinutes(1);

  private final Rejections rejections;
  private final Records records;
  private final Log log;
  private final Clock clock;
  private final Map<String, Run> runs = new ConcurrentHashMap<>();

  Replays(Rejections rejections, Records records, Log log, Clock clock) {
    this.rejections = rejections;
    this.records = records;
    this.log = log;
    this.clock = clock;
  }

  /** Begins a replay of the rows that fit; one at a time for each source. */
  Replay begin(String source, Lane lane, KeptFilter filter) {
    Run run = new Run(source, lane, filter, clock.instant());
    Run now = runs.compute(source, (id, before) -> before != null && before.running.get() ? before : run);
    if (now != run) {
      throw new Problem(409, "under-way", "该数据源正在重放，请等它结束。", "A replay of this source is running; wait for its end.");
    }
    Thread.ofVirtual().name("replay-" + source).start(run::work);
    return run.view();
  }

  /** How the last replay on this node is doing. */
  Optional<Replay> of(String source) {
    return Optional.ofNullable(runs.get(source)).map(Run::view);
  }

  private final class Run {
    private final String source;
    private final Lane lane;
    private final KeptFilter filter;
    private final Instant started;
    private final AtomicBoolean running = new AtomicBoolean(true);
    private final AtomicLong looked = new AtomicLong();
    private final AtomicLong used = new AtomicLong();
    private volatile @Nullable Text trouble;

    Run(String source, Lane lane, KeptFilter filter, Instant started) {
      this.source = source;
      this.lane = lane;
      this.filter = filter;
      this.started = started;
    }

    void work() {
      try {
        awaitMerged();
        long head = rejections.head(source);
        for (long at = 0; at < head; at += AT_ONCE) {
          stretch(rejections.waiting(source, at, Math.min(head, at + AT_ONCE), filter));
        }
      } catch (RuntimeException | InterruptedException e) {
        LOG.atWarn().addKeyValue("source", source).addKeyValue("cause", e.getClass().getSimpleName())
            .log("replay broke off");
        trouble = new Text("重放中断；已采用的不受影响，请重新开始。", "The replay broke off; what was used stands. Begin it again.");
      } finally {
        running.set(false);
      }
    }

    /** What the source stated so far should be known to tell what is older; a merge that is a minute behind is not. */
    private void awaitMerged() throws InterruptedException {
      for (Lineage target : lane.mapping().targets()) {
        String topic = "claims/" + target.dataset();
        if (!records.await(target.dataset(), Map.of(topic, log.head(topic)), LONGEST_MERGE)) {
          LOG.atDebug().addKeyValue("source", source).addKeyValue("dataset", target.dataset())
              .log("replay does not wait for the merge");
        }
      }
    }

    private boolean isSuperseded(String dataset, Entry claim) {
      return records.stated(dataset, claim.key())
          .filter(now -> now.isAfter(new Stated(claim.recordedTime(), claim.eventTime()))).isPresent();
    }

    private void stretch(List<KeptRows.Kept> rows) {
      List<CompletionStage<Receipt>> answers = new ArrayList<>();
      rows.stream().filter(row -> isWhole(row.row())).forEach(row -> answers.add(offer(row)));
      answers.forEach(answer -> answer.toCompletableFuture().join());
    }

    /** Rows, and messages; of other deliveries that could not be read as a whole only the beginning is kept. */
    private static boolean isWhole(KeptRow row) {
      return row.row() > 0 || row.raw().startsWith("MSH");
    }

    private CompletionStage<Receipt> offer(KeptRows.Kept waiting) {
      KeptRow row = waiting.row();
      Envelope envelope = new Envelope(source, row.delivery(), content(row), "text/plain",
          Optional.of(StandardCharsets.UTF_8), Instant.ofEpochMilli(waiting.entry().recordedTime()), Optional.empty(),
          Optional.empty());
      boolean[] good = {false};
      return lane
          .accept(Offer.again(envelope, waiting.entry().key(), this::isSuperseded,
              mapped -> good[0] |= mapped instanceof MappedRow.Used))
          .whenComplete((receipt, failure) -> {
            looked.incrementAndGet();
            if (failure == null && good[0]) {
              used.incrementAndGet();
            }
          });
    }

    Replay view() {
      return new Replay(running.get(), looked.get(), used.get(), looked.get() - used.get())
          .started(started.atOffset(ZoneOffset.UTC)).trouble(trouble);
    }
  }

  /** A row as it can be mapped alone: with its heading, as it came, or as named values. */
  static Envelope.Content content(KeptRow row) {
    if (row.heading().isEmpty() && named(row.raw())) {
      Map<String, String> values = new LinkedHashMap<>();
      String name = "";
      for (String line : row.raw().split("\n", -1)) {
        int sign = line.indexOf('=');
        String more = sign > 0 ? line.substring(sign + 1) : '\n' + line;
        name = sign > 0 ? line.substring(0, sign) : name;
        values.merge(name, more, (one, two) -> sign > 0 ? one : one + two);
      }
      return new Envelope.Rows(List.of(values));
    }
    return new Envelope.Bytes((row.heading() + row.raw() + "\n").getBytes(StandardCharsets.UTF_8));
  }

  private static boolean named(String raw) {
    return !raw.startsWith("{") && !raw.startsWith("<") && !raw.startsWith("MSH")
        && raw.lines().findFirst().filter(line -> line.indexOf('=') > 0).isPresent();
  }
}
