package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.log.Appended;
import cn.yilu.catalogue.log.Batch;
import cn.yilu.catalogue.log.Log;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;

import org.jspecify.annotations.Nullable;

/**
 * Commits the drafts of one source in order, at most two under way so that mapping goes on while the database writes.
 * Each draft expects the tally its predecessor left; when one fails, those behind it are refused by the log, and
 * everything uncommitted is the source's to send again.
 */
final class Committer {
  private static final int UNDER_WAY = 2;

  private final Log log;
  private final String position;
  private final Deque<CompletableFuture<?>> underWay = new ArrayDeque<>();
  private final FileMarks files;
  private byte @Nullable [] expected;
  private Tally submitted;
  private long drafts;
  private final AtomicReference<Step> committed;
  private volatile @Nullable Throwable failure;

  Committer(Log log, String source) {
    this.log = log;
    this.position = "source/" + source;
    this.files = new FileMarks(log, position);
    this.expected = log.position(position).orElse(null);
    this.submitted = expected == null ? Tally.NONE : Tally.decode(expected);
    this.committed = new AtomicReference<>(new Step(0, submitted));
  }

  /** The tally a draft left; answers may come in any order, the later draft counts. */
  private record Step(long number, Tally tally) {
    Step later(Step other) {
      return other.number > number ? other : this;
    }
  }

  /** What the source delivered as far as it is committed. */
  Tally committed() {
    return committed.get().tally();
  }

  /** How far a file got: 0 for a new one, {@link Long#MAX_VALUE} for one that says nothing new. */
  long rowsOf(FileMarks.Mark file) {
    return files.rowsOf(file);
  }

  /**
   * Submits a draft and returns once it is under way.
   *
   * @param place where the source stands after it; absent when it stays where it was
   * @param file the draft's last row comes from
   * @param rows how far the file got
   * @throws CompletionException when this or an earlier draft could not be committed; start again with {@link #reset}
   */
  void submit(Draft draft, Optional<String> place, Optional<FileMarks.Mark> file, long rows) {
    long number = ++drafts;
    Tally next = draft.after(submitted, place.orElse(submitted.place()));
    List<Batch.Move> moves = new ArrayList<>();
    byte[] nextBytes = next.encode();
    moves.add(new Batch.Move(position, expected, nextBytes));
    file.ifPresent(f -> moves.addAll(files.moves(f, rows)));
    CompletableFuture<?> commit = append(new Batch(draft.entries(), moves))
        .handle((appended, error) -> settle(draft, new Step(number, next), appended, error));
    expected = nextBytes;
    submitted = next;
    underWay.add(commit);
    while (underWay.size() > UNDER_WAY) {
      underWay.remove().join();
    }
    refuseAfterFailure();
  }

  private CompletableFuture<Appended> append(Batch batch) {
    try {
      return log.append(batch);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Waits until nothing is under way. */
  void settle() {
    while (!underWay.isEmpty()) {
      underWay.remove().join();
    }
    refuseAfterFailure();
    files.rest();
  }

  /** Forgets what was submitted and goes on from what is committed. */
  void reset() {
    while (!underWay.isEmpty()) {
      underWay.remove().join();
    }
    files.rest();
    expected = log.position(position).orElse(null);
    submitted = expected == null ? Tally.NONE : Tally.decode(expected);
    committed.set(new Step(drafts, submitted));
    failure = null;
  }

  private void refuseAfterFailure() {
    Throwable why = failure;
    if (why != null) {
      throw new CompletionException(why);
    }
  }

  private @Nullable Void settle(Draft draft, Step next, @Nullable Appended appended, @Nullable Throwable error) {
    switch (appended) {
      case Appended.Committed ok -> {
        committed.accumulateAndGet(next, Step::later);
        draft.done().forEach(Offer::committed);
      }
      case Appended.Refused refused ->
        fail(draft, new IllegalStateException("position " + refused.position() + " was moved by another node"));
      case null -> fail(draft, error == null ? new IllegalStateException("no answer") : error);
    }
    return null;
  }

  private void fail(Draft draft, Throwable why) {
    failure = why;
    draft.done().forEach(offer -> offer.failed(why));
  }
}
