package cn.yilu.catalogue.intake;

import cn.yilu.connectors.Envelope;
import cn.yilu.connectors.Receipt;
import cn.yilu.mappings.Lineage;
import cn.yilu.mappings.MappedRow;
import cn.yilu.mappings.Mapping;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
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
    Round round = new Round(source, mapping, tools, committer, repeats, snapshots);
    try {
      round.expect(first);
      if (!recovered()) {
        throw new IllegalStateException("what is committed cannot be found out");
      }
      long until = System.nanoTime() + WAIT_FOR_COMPANY.toNanos();
      int offers = 0;
      for (Offer offer = first; offer != null; offer = round.full() ? null : poll(left(until))) {
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
}
