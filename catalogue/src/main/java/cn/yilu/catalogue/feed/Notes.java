package cn.yilu.catalogue.feed;

import cn.yilu.catalogue.grant.Decision;
import cn.yilu.catalogue.grant.Grant;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Notes in the audit ledger what a reader is about to be offered. */
final class Notes {
  private static final Logger LOG = LoggerFactory.getLogger(Notes.class);
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private final Ledger ledger;
  private final Clock clock;

  /** Where notes go; completes once the note is committed. */
  @FunctionalInterface
  interface Ledger {
    CompletableFuture<Long> note(String event, String by, Map<String, ?> facts);
  }

  Notes(Ledger ledger, Clock clock) {
    this.ledger = ledger;
    this.clock = clock;
  }

  /** Returns once the note is committed; what cannot be noted is not sent. */
  void read(Question question, Decision.Allowed allowed, List<String> fields, long after, long to, int offered) {
    Grant grant = allowed.grant();
    Map<String, Object> facts = new HashMap<>();
    facts.put("grant", grant.id());
    facts.put("version", grant.version());
    facts.put("dataset", grant.dataset());
    facts.put("after", after);
    facts.put("to", to);
    facts.put("offered", offered);
    facts.put("fields", fields);
    facts.put("area", grant.area());
    facts.put("day", allowed.day().toString());
    facts.put("time", clock.instant().toString());
    try {
      ledger.note("feed.read", question.reader(), facts).get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw Refusals.unavailable();
    } catch (ExecutionException | TimeoutException | RuntimeException e) {
      LOG.error("a read could not be noted in the ledger, nothing is sent, dataset={}", grant.dataset(), e);
      throw Refusals.unavailable();
    }
  }
}
