package cn.yilu.catalogue.registry;

import cn.yilu.catalogue.audit.Ledger;
import cn.yilu.schemas.evolution.CompatibilityLevel;
import cn.yilu.schemas.evolution.CompatibilityLevel.Conflict;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.apache.avro.Schema;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/** Registers schemas and takes them back; each change commits together with its entry in the ledger. */
@Component
class SchemaRegistry {
  private static final int MOST_VERSIONS = 1000;
  private final SchemaStore store;
  private final Subjects subjects;
  private final ReleasedSubjects released;
  private final Levels levels;
  private final Ledger ledger;
  private final TransactionOperations transactions;

  SchemaRegistry(SchemaStore store, Subjects subjects, ReleasedSubjects released, Levels levels, Ledger ledger,
      TransactionOperations transactions) {
    this.store = store;
    this.subjects = subjects;
    this.released = released;
    this.levels = levels;
    this.ledger = ledger;
    this.transactions = transactions;
  }

  /** The id of a schema that stands in a subject already, or becomes its next version now. */
  int register(String subject, Draft draft, String by) {
    SchemaText schema = subjects.read(draft);
    Optional<Registered> standing = subjects.find(subject, schema, false);
    if (standing.isPresent()) {
      return standing.get().id();
    }
    released.refuseIfReserved(subject);
    return transactions.execute(status -> registerLocked(Subjects.named(subject), schema, by));
  }

  private int registerLocked(String subject, SchemaText schema, String by) {
    int last = store.lock(subject, by);
    Optional<Registered> standing = subjects.find(subject, schema, false);
    if (standing.isPresent()) {
      return standing.get().id();
    }
    if (last >= MOST_VERSIONS) {
      throw new Refusal(Refusal.NOT_ALLOWED, "Subject '" + subject + "' has had " + MOST_VERSIONS + " versions");
    }
    List<String> conflicts = conflicts(subject, schema);
    if (!conflicts.isEmpty()) {
      throw new Refusal(Refusal.INCOMPATIBLE,
          "Schema being registered is incompatible with an earlier schema for subject \""
              + subject + "\", details: " + conflicts);
    }
    int id = store.give(schema);
    store.add(subject, last + 1, id);
    ledger.noteWithin("schema.register", by, Map.of("subject", subject, "version", last + 1, "schema", id));
    return id;
  }

  /** What keeps a schema from following the versions of a subject under its level; empty when it may. */
  List<String> conflicts(String subject, SchemaText schema) {
    CompatibilityLevel level = levels.of(subject);
    List<Registered> standing = store.versions(subject).stream().filter(each -> !each.deleted()).toList();
    if (level == CompatibilityLevel.NONE || standing.isEmpty()) {
      return List.of();
    }
    List<Schema> before = standing.stream().map(each -> subjects.read(each).schema()).toList();
    return level.conflicts(schema.schema(), before).stream()
        .map(conflict -> message(conflict, standing.get(conflict.index()).version())).toList();
  }

  /** What keeps a schema from standing beside one version of a subject under its level. */
  List<String> conflicts(String subject, SchemaText schema, Registered other) {
    return levels.of(subject).conflicts(schema.schema(), subjects.read(other).schema()).stream()
        .map(conflict -> message(conflict, other.version())).toList();
  }

  private static String message(Conflict conflict, int version) {
    return (conflict.backward()
        ? "data of version " + version + " cannot be read: "
        : "readers of version " + version + " cannot read it: ") + conflict.obstacle();
  }

  /** Takes all versions of a subject back, or removes them for good when that was done before. */
  List<Integer> deleteSubject(String subject, boolean permanent, String by) {
    return changing(subject, by, () -> {
      List<Registered> all = subjects.versions(subject, true);
      List<Registered> standing = all.stream().filter(each -> !each.deleted()).toList();
      if (permanent && !standing.isEmpty()) {
        throw new Refusal(Refusal.SUBJECT_NOT_DELETED,
            "Subject '" + subject + "' was not deleted first before being permanently deleted");
      }
      if (!permanent && standing.isEmpty()) {
        throw new Refusal(Refusal.SUBJECT_DELETED,
            "Subject '" + subject + "' was soft deleted. Set permanent=true to delete permanently");
      }
      List<Registered> affected = permanent ? all : standing;
      affected.forEach(each -> end(each, permanent));
      ledger.noteWithin(permanent ? "schema.remove" : "schema.withdraw", by, Map.of("subject", subject));
      return affected.stream().map(Registered::version).toList();
    });
  }

  /** Takes one version back, or removes it for good when that was done before. */
  int deleteVersion(String subject, String version, boolean permanent, String by) {
    return changing(subject, by, () -> {
      Registered found = subjects.version(subject, version, !version.equals("latest") || permanent);
      if (permanent && !found.deleted()) {
        throw new Refusal(Refusal.VERSION_NOT_DELETED, "Subject '" + subject + "' Version " + found.version()
            + " was not deleted first before being permanently deleted");
      }
      if (!permanent && found.deleted()) {
        throw new Refusal(Refusal.VERSION_DELETED, "Subject '" + subject + "' Version " + found.version()
            + " was soft deleted. Set permanent=true to delete permanently");
      }
      end(found, permanent);
      ledger.noteWithin(permanent ? "schema.remove" : "schema.withdraw", by,
          Map.of("subject", subject, "version", found.version()));
      return found.version();
    });
  }

  private void end(Registered version, boolean permanent) {
    if (!store.referrers(version.subject(), version.version()).isEmpty()) {
      throw new Refusal(Refusal.REFERRED_TO, "One or more references exist to the schema {subject=" + version.subject()
          + ",version=" + version.version() + "}");
    }
    if (permanent) {
      store.remove(version.subject(), version.version());
    } else {
      store.takeBack(version.subject(), version.version());
    }
  }

  private <T> T changing(String subject, String by, Supplier<T> change) {
    released.refuseIfReserved(subject);
    subjects.versions(subject, true);
    return transactions.execute(status -> {
      store.lock(subject, by);
      return change.get();
    });
  }
}
