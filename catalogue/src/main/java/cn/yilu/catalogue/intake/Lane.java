package cn.yilu.catalogue.intake;

import cn.yilu.connectors.Envelope;
import cn.yilu.connectors.Receipt;
import cn.yilu.mappings.Delivery;
import cn.yilu.mappings.Finding;
import cn.yilu.mappings.Lineage;
import cn.yilu.mappings.MappedRow;
import cn.yilu.mappings.Mapping;
import cn.yilu.mappings.Unreadable;
import cn.yilu.mappings.rule.DeliveryUnreadable;
import cn.yilu.mappings.rule.MappingFailed;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Collectors;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The way in for one source: one thread maps what is offered, in the order it was offered, and commits it in batches of
 * up to 5,000 rows or 4 MiB. Who sends waits for its answer before it sends more, so a batch waits for as many offers as
 * were answered last, at most 10 ms.
 */
final class Lane implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Lane.class);
  private static final int MOST_WAITING = 10_000;
  private static final Duration WAIT_FOR_COMPANY = Duration.ofMillis(10);

  private final Source source;
  private final Mapping mapping;
  private final LaneTools tools;
  private final Committer committer;
  private final Repeats repeats;
  private final Snapshots snapshots;
  private final BlockingQueue<Offer> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final Thread worker;
  private volatile boolean closed;
  /** Offers of the last round: used by the worker alone. */
  private int answered;
  private boolean astray;

  Lane(Source source, Mapping mapping, LaneTools tools) {
    this.source = source;
    this.mapping = mapping;
    this.tools = tools;
    this.committer = new Committer(tools.log(), source.id());
    this.repeats = new Repeats(tools.clock());
    this.snapshots = new Snapshots(source,
        mapping.targets().stream().map(Lineage::dataset).collect(Collectors.toSet()), tools);
    this.worker = Thread.ofPlatform().name("intake-" + source.id()).start(this::work);
  }

  Mapping mapping() {
    return mapping;
  }

  Tally tally() {
    return committer.committed();
  }

  /** Full deliveries of this source. */
  Snapshots snapshots() {
    return snapshots;
  }

  CompletionStage<Receipt> accept(Envelope envelope) {
    return accept(new Offer(envelope));
  }

  /** The same; the witness sees what became of each row before the answer is given. */
  CompletionStage<Receipt> accept(Envelope envelope, Consumer<MappedRow> witness) {
    return accept(new Offer(envelope, witness));
  }

  CompletionStage<Receipt> accept(Offer offer) {
    if (closed || !waiting.offer(offer)) {
      return CompletableFuture.failedFuture(
          new RejectedExecutionException("source " + source.id() + (closed ? " is stopped" : " is at its limit")));
    }
    return offer.answer();
  }

  boolean isClosed() {
    return closed;
  }

  /** Finishes what is being mapped; what only waits is refused, and the source sends it again. */
  @Override
  public void close() {
    closed = true;
    try {
      worker.join(Duration.ofSeconds(20));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    refuseWaiting();
  }

  private void refuseWaiting() {
    List<Offer> left = new ArrayList<>();
    waiting.drainTo(left);
    left.forEach(offer -> offer.failed(new RejectedExecutionException("source " + source.id() + " is stopped")));
  }

  private void work() {
    while (!closed) {
      Offer first = poll(Duration.ofMillis(500));
      if (first != null) {
        round(first);
      }
      if (recovered()) {
        compare();
      }
    }
    refuseWaiting();
  }

  private void compare() {
    try {
      snapshots.work();
    } catch (RuntimeException e) {
      LOG.atWarn().addKeyValue("source", source.id()).addKeyValue("cause", e.getClass().getSimpleName())
          .log("a full delivery could not be compared; trying again");
    }
  }

  private @Nullable Offer poll(Duration wait) {
    try {
      return waiting.poll(wait.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      closed = true;
      return null;
    }
  }

  /** Maps one offer and those that come within the wait for company, and commits them. */
  private void round(Offer first) {
    Round round = new Round();
    try {
      round.current = first;
      if (!recovered()) {
        throw new IllegalStateException("what is committed cannot be found out");
      }
      long until = System.nanoTime() + WAIT_FOR_COMPANY.toNanos();
      int offers = 0;
      for (Offer offer = first; offer != null; offer = round.draft.full() ? null : poll(left(until))) {
        round.take(offer);
        until = ++offers < answered ? until : System.nanoTime();
      }
      answered = offers;
      round.flush();
      committer.settle();
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      LOG.atWarn().addKeyValue("source", source.id()).addKeyValue("cause", e.getClass().getSimpleName())
          .log("could not commit; the source sends again");
      round.fail(e);
      snapshots.failed();
      repeats.clear();
      astray = true;
    }
  }

  /** Goes on from what is committed after a failure. While the log cannot tell, every round fails and is sent again. */
  private boolean recovered() {
    if (astray) {
      try {
        committer.reset();
        astray = false;
      } catch (RuntimeException e) {
        LOG.atWarn().addKeyValue("source", source.id()).addKeyValue("cause", e.getClass().getSimpleName())
            .log("the log does not tell what is committed; asking again");
      }
    }
    return !astray;
  }

  private static Duration left(long until) {
    return Duration.ofNanos(Math.max(0, until - System.nanoTime()));
  }

  /** Drafts between two rests of the lane. */
  private final class Round {
    private Draft draft = fresh();
    private Optional<String> place = Optional.empty();
    private Optional<String> digest = Optional.empty();
    private long row;
    private @Nullable Offer current;
    private boolean told;

    private Draft fresh() {
      return new Draft(source, tools.claims(), tools.sealer(), repeats, tools.clock());
    }

    void take(Offer offer) {
      current = offer;
      told = false;
      Optional<Envelope.Snapshot> part = offer.rejection().isPresent()
          ? Optional.empty()
          : snapshots.of(offer.envelope());
      part.ifPresent(this::begin);
      Optional<String> file = offer.envelope().digest().map(d -> part.isPresent() ? snapshots.progress(d) : d);
      long skip = file.map(committer::rowsOf).orElse(0L);
      if (file.isPresent()) {
        flush();
        digest = file;
        row = skip;
      }
      if (skip < Long.MAX_VALUE || offer.isWitnessed()) {
        // Of a push that was committed, but whose answer was lost, the rows are answered once more; none is added.
        read(offer, skip);
      }
      if (part.filter(Envelope.Snapshot::last).isPresent()) {
        rest();
        snapshots.complete(committer.committed(), offer.isReadable());
      }
      draft.finish(offer);
      current = null;
      if (offer.envelope().position().isPresent()) {
        place = offer.envelope().position();
      }
      if (file.isPresent()) {
        // What could not be read to its end is read again from there when it comes again, perhaps by a mended mapping.
        row = offer.isReadable() ? Long.MAX_VALUE : row;
        flush();
        digest = Optional.empty();
      }
    }

    /** A full delivery begins where everything before it is committed. */
    private void begin(Envelope.Snapshot part) {
      rest();
      snapshots.work();
      snapshots.begin(part, committer.committed());
    }

    private void rest() {
      flush();
      committer.settle();
    }

    private void read(Offer offer, long skip) {
      Envelope envelope = offer.envelope();
      try (Beginning in = new Beginning(Contents.open(envelope.content()))) {
        offer.headed(in.heading(mapping, tools.zone(), envelope.charset()));
        map(offer, Contents.delivery(envelope, in, tools.zone()), mapped -> {
          offer.saw(mapped);
          if (mapped.row() > skip || (mapped.row() == 0 && skip == 0)) {
            draft.add(offer, mapped);
            refused(offer, mapped);
            row = Math.max(row, mapped.row());
            if (draft.full()) {
              flush();
            }
          }
        });
      } catch (Unreadable e) {
        offer.unreadable();
        snapshots.refused(List.of());
        draft.rejectWhole(offer, Contents.raw(envelope),
            new Finding(0, "", DeliveryUnreadable.RULE.word(), "", e.reason()));
      } catch (CompletionException e) {
        throw e;
      } catch (IOException | RuntimeException | StackOverflowError e) {
        // The exception's text may quote the delivery, so only its kind is told.
        LOG.atError().addKeyValue("source", source.id()).addKeyValue("cause", e.getClass().getName())
            .addKeyValue("at", e.getStackTrace().length == 0 ? "" : e.getStackTrace()[0]).log("mapping failed");
        if (e instanceof RuntimeException fault && envelope.content() instanceof Envelope.Rows) {
          // Rows have no beginning that could be kept for them, so the place stays and they are asked for again.
          throw fault;
        }
        offer.unreadable();
        snapshots.refused(List.of());
        draft.rejectWhole(offer, Contents.raw(envelope),
            new Finding(0, "", MappingFailed.RULE.word(), "", MappingFailed.RULE.mend()));
      }
    }

    private void refused(Offer offer, MappedRow mapped) {
      if (mapped instanceof MappedRow.Rejected row) {
        row.findings().stream().filter(finding -> finding.rule().equals(MappingFailed.RULE.word())).findFirst()
            .ifPresent(this::tell);
        if (offer.rejection().isEmpty()) {
          snapshots.refused(row.records());
        }
      }
    }

    /** Once a delivery, however many of its rows broke. */
    private void tell(Finding failed) {
      if (!told) {
        told = true;
        LOG.atError().addKeyValue("source", source.id()).addKeyValue("at", failed.raw()).log("mapping failed on a row");
      }
    }

    void flush() {
      if (!draft.empty()) {
        Draft full = draft;
        draft = fresh();
        committer.submit(full, place, digest, row);
      }
    }

    void fail(Throwable why) {
      draft.done().forEach(offer -> offer.failed(why));
      Offer unfinished = current;
      if (unfinished != null) {
        unfinished.failed(why);
      }
    }
  }

  private void map(Offer offer, Delivery delivery, Consumer<MappedRow> rows) {
    if (offer.rejection().isPresent() && delivery.content() instanceof Delivery.Rows) {
      mapping.again(delivery, rows);
    } else {
      mapping.read(delivery, rows);
    }
  }
}
