package cn.yilu.catalogue.grant;

import cn.yilu.catalogue.Problem;
import cn.yilu.catalogue.audit.Ledger;
import cn.yilu.catalogue.organisation.Caller;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.support.TransactionOperations;

/** Gives, withdraws and weighs grants. Every change commits together with its entry in the ledger. */
@Service
public class Grants {
  private final GrantStore store;
  private final GrantRules rules;
  private final Ledger ledger;
  private final TransactionOperations transactions;
  private final Clock clock;
  private final GrantCache cache;

  Grants(GrantStore store, GrantRules rules, Ledger ledger, TransactionOperations transactions, Clock clock,
      ZoneId zone) {
    this.store = store;
    this.rules = rules;
    this.ledger = ledger;
    this.transactions = transactions;
    this.clock = clock.withZone(zone);
    this.cache = new GrantCache(store::effective, System::nanoTime);
  }

  /** Whether a reader may read a dataset today, by grants as they were at most a second ago. */
  public Decision decide(String reader, String dataset) {
    LocalDate today = LocalDate.now(clock);
    return cache.now().map(known -> decide(known.of(reader, dataset), today))
        .orElse(new Decision.Denied(Decision.Reason.UNKNOWN));
  }

  private static Decision decide(List<Grant> grants, LocalDate today) {
    Optional<Grant> running = grants.stream().filter(grant -> grant.runsOn(today)).findFirst();
    if (running.isPresent()) {
      return new Decision.Allowed(running.get(), today);
    }
    return new Decision.Denied(grants.stream().max(Comparator.comparing(Grant::until))
        .map(grant -> reason(grant, today)).orElse(Decision.Reason.NO_GRANT));
  }

  private static Decision.Reason reason(Grant grant, LocalDate today) {
    if (grant.withdrawn()) {
      return Decision.Reason.WITHDRAWN;
    }
    return today.isBefore(grant.from()) ? Decision.Reason.NOT_YET : Decision.Reason.ENDED;
  }

  /** All grants by id. */
  public List<Grant> all() {
    return store.all();
  }

  /** Grants of one reader by id. */
  public List<Grant> of(String reader) {
    return store.of(reader);
  }

  Optional<Grant> find(String id) {
    return store.find(id);
  }

  /** Gives a grant; two grants of one reader for one dataset never run on the same day. */
  Grant add(Grant grant, Caller by) {
    rules.check(grant);
    transactions.executeWithoutResult(status -> {
      if (!store.lock(grant.reader())) {
        throw new Problem(400, "bad-request", "reader：没有程序“" + grant.reader() + "”。",
            "reader: there is no program '" + grant.reader() + "'.");
      }
      store.of(grant.reader()).stream()
          .filter(other -> other.dataset().equals(grant.dataset()) && other.overlaps(grant.from(), grant.until()))
          .findFirst().ifPresent(Grants::refuse);
      store.add(grant);
      ledger.noteWithin("grant.add", by.id(), facts(grant));
    });
    cache.forget();
    return grant;
  }

  private static void refuse(Grant other) {
    throw new Problem(409, "conflict", "该程序在此期间已有授权 " + other.id() + "，请先撤回或改期。",
        "The program already has grant " + other.id() + " in that time; withdraw it first or choose other days.");
  }

  /** Withdraws a grant; reading ends at once on this node and within a second on others. */
  void withdraw(Grant grant, Caller by) {
    transactions.executeWithoutResult(status -> {
      if (store.withdraw(grant.id())) {
        ledger.noteWithin("grant.withdraw", by.id(), Map.of("grant", grant.id(), "version", grant.version() + 1));
      }
    });
    cache.forget();
  }

  private static Map<String, Object> facts(Grant grant) {
    return Map.of("grant", grant.id(), "version", grant.version(), "reader", grant.reader(), "dataset",
        grant.dataset(), "fields", grant.fields(), "area", grant.area(), "purpose", grant.purpose(), "legalBasis",
        grant.legalBasis(), "from", grant.from().toString(), "until", grant.until().toString());
  }
}
