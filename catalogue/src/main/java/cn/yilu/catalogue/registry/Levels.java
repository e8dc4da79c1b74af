package cn.yilu.catalogue.registry;

import cn.yilu.catalogue.audit.Ledger;
import cn.yilu.catalogue.organisation.Caller;
import cn.yilu.schemas.evolution.CompatibilityLevel;
import java.util.Map;
import java.util.Optional;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Which compatibility level holds for which subject; each change commits together with its entry in the ledger. */
@Component
class Levels {
  private static final String ALL = "";
  private final SchemaStore store;
  private final ReleasedSubjects released;
  private final Ledger ledger;
  private final TransactionOperations transactions;

  Levels(SchemaStore store, ReleasedSubjects released, Ledger ledger, TransactionOperations transactions) {
    this.store = store;
    this.released = released;
    this.ledger = ledger;
    this.transactions = transactions;
  }

  /** The level of subjects that have none of their own. */
  CompatibilityLevel general() {
    return level(ALL).orElse(CompatibilityLevel.BACKWARD);
  }

  /** The level a subject has of its own. */
  Optional<CompatibilityLevel> own(String subject) {
    return released.level(subject).or(() -> level(subject));
  }

  /** The level that holds for a subject. */
  CompatibilityLevel of(String subject) {
    return own(subject).orElseGet(this::general);
  }

  private Optional<CompatibilityLevel> level(String subject) {
    return store.level(subject).flatMap(CompatibilityLevel::of);
  }

  void general(String level, Caller by) {
    String valid = valid(level);
    changing(ALL, valid, by, () -> store.level(ALL, valid));
  }

  /** Sets the level of a subject; a program may do so for subjects that it named first, as clients of programs do. */
  void own(String subject, String level, Caller by) {
    String valid = valid(level);
    changing(Subjects.named(subject), valid, by, () -> {
      claim(subject, by);
      store.level(subject, valid);
    });
  }

  CompatibilityLevel resetGeneral(Caller by) {
    CompatibilityLevel before = general();
    changing(ALL, "", by, () -> store.noLevel(ALL));
    return before;
  }

  CompatibilityLevel reset(String subject, Caller by) {
    CompatibilityLevel before = own(subject).orElseThrow(() -> none(subject));
    changing(subject, "", by, () -> {
      claim(subject, by);
      store.noLevel(subject);
    });
    return before;
  }

  private void claim(String subject, Caller by) {
    store.lock(subject, by.id());
    if (by.kind() == Caller.Kind.PROGRAM && !store.owner(subject).orElse("").equals(by.id())) {
      throw new AccessDeniedException("another program named this subject first");
    }
  }

  private void changing(String subject, String level, Caller by, Runnable change) {
    released.refuseIfReserved(subject);
    transactions.executeWithoutResult(status -> {
      change.run();
      ledger.noteWithin("schema.level", by.id(), Map.of("subject", subject, "level", level));
    });
  }

  static Refusal none(String subject) {
    return new Refusal(Refusal.NO_LEVEL,
        "Subject '" + subject + "' does not have subject-level compatibility configured");
  }

  private static String valid(String level) {
    return CompatibilityLevel.of(level).map(Enum::name).orElseThrow(() -> new Refusal(Refusal.BAD_LEVEL,
        "Invalid compatibility level. Valid values are none, backward, forward, full, backward_transitive, "
            + "forward_transitive, and full_transitive"));
  }
}
