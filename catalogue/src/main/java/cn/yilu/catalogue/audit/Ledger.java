package cn.yilu.catalogue.audit;

import cn.yilu.catalogue.log.Appended;
import cn.yilu.catalogue.log.Batch;
import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.PostgresLog;
import java.sql.Connection;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * The ledger of accesses and changes. Each entry carries the hash of the one before, so that no entry can be changed or
 * taken out unnoticed. Facts never hold personal values; they are whole numbers, truth values, texts, and maps and lists
 * of these; anything else is noted as its text.
 */
public final class Ledger {
  private static final int MOST_AT_ONCE = 1000;
  private final PostgresLog log;
  private final DataSource database;
  private final Clock clock;
  private final List<Waiting> waiting = new ArrayList<>();
  private boolean committing;
  private volatile @Nullable ChainEnd known;

  /** The ledger kept in this log, which is in this database. */
  public Ledger(PostgresLog log, DataSource database, Clock clock) {
    this.log = log;
    this.database = database;
    this.clock = clock;
  }

  private record Waiting(Note note, CompletableFuture<Long> done) {}

  /**
   * Notes something; completes with its sequence number after the commit. Notes that come meanwhile share the next
   * commit. Completes exceptionally when it could not be noted, or when that cannot be known.
   */
  public CompletableFuture<Long> note(String event, String by, Map<String, ?> facts) {
    Waiting mine = new Waiting(new Note(event, by, facts, clock.instant()), new CompletableFuture<>());
    boolean first;
    synchronized (waiting) {
      waiting.add(mine);
      first = !committing;
      committing = true;
    }
    if (first) {
      commitNext();
    }
    return mine.done;
  }

  private void commitNext() {
    List<Waiting> group;
    synchronized (waiting) {
      List<Waiting> front = waiting.subList(0, Math.min(MOST_AT_ONCE, waiting.size()));
      group = List.copyOf(front);
      front.clear();
      committing = !group.isEmpty();
    }
    if (!group.isEmpty()) {
      commit(group);
    }
  }

  private void commit(List<Waiting> group) {
    try {
      ChainEnd.Links links = end().link(group.stream().map(Waiting::note).toList());
      CompletableFuture<Appended> unused = log
          .append(new Batch(Map.of(ChainEnd.TOPIC, links.entries()), List.of(links.move())))
          .whenComplete((outcome, failure) -> committed(group, links, outcome, failure));
    } catch (RuntimeException e) {
      fail(group, e);
    }
  }

  private void committed(List<Waiting> group, ChainEnd.Links links, @Nullable Appended outcome,
      @Nullable Throwable failure) {
    switch (outcome) {
      case null -> fail(group, failure == null ? new IllegalStateException("no outcome") : failure);
      case Appended.Refused refused -> {
        known = null;
        commit(group);
      }
      case Appended.Committed done -> {
        known = links.end();
        commitNext();
        long sequence = links.end().sequence() - group.size();
        for (Waiting one : group) {
          sequence++;
          one.done.complete(sequence);
        }
      }
    }
  }

  private void fail(List<Waiting> group, Throwable cause) {
    known = null;
    commitNext();
    group.forEach(one -> one.done.completeExceptionally(cause));
  }

  private ChainEnd end() {
    ChainEnd end = known;
    return end != null ? end : ChainEnd.of(log.position(ChainEnd.POSITION));
  }

  /**
   * Notes something as part of the transaction this thread is in: it is noted if and only if that commits.
   *
   * @throws IllegalStateException outside a transaction
   */
  public void noteWithin(String event, String by, Map<String, ?> facts) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      throw new IllegalStateException("a note within a transaction needs one");
    }
    Note note = new Note(event, by, facts, clock.instant());
    // As late as can be, because from then on everybody else's notes wait.
    TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
      @Override
      public void beforeCommit(boolean readOnly) {
        append(note);
      }
    });
  }

  private void append(Note note) {
    Connection transaction = DataSourceUtils.getConnection(database);
    try {
      PostgresLog.Within within = log.within(transaction, ChainEnd.TOPIC);
      ChainEnd.Links links = ChainEnd.of(within.position(ChainEnd.POSITION)).link(List.of(note));
      if (within.append(links.entries(), links.move()) instanceof Appended.Refused) {
        throw new IllegalStateException("the ledger moved while it was locked");
      }
    } finally {
      DataSourceUtils.releaseConnection(transaction, database);
    }
  }

  /** Entries after a sequence number, in order, at most so many. */
  public List<LedgerEntry> read(long after, int limit) {
    List<LedgerEntry> entries = new ArrayList<>();
    for (Block block : log.read(ChainEnd.TOPIC, after, limit)) {
      for (Entry entry : block.entries()) {
        if (entries.size() < limit) {
          entries.add(LedgerEntry.parse(entry.payload()));
        }
      }
    }
    return entries;
  }

  /** Recomputes the chain after a sequence number, which is trusted, up to the present end. */
  public Verdict verify(long after) {
    return new Verification(log).after(after);
  }
}
