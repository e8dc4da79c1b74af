package cn.yilu.catalogue.registry;

import cn.yilu.schemas.Releases;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.SharedSchemas;
import cn.yilu.schemas.evolution.CompatibilityLevel;
import cn.yilu.schemas.evolution.ReleaseCheck;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;

/**
 * The released shared schemas as subjects, each under the full name of its record, as serialisers that go by record names
 * expect. They are put in when the registry is first asked, so that the start of the service pays nothing for them.
 */
@Component
class ReleasedSubjects {
  /** What begins so belongs to releases, those to come included. */
  private static final String RESERVED = "cn.yilu.";

  private final SchemaStore store;
  private final TransactionOperations transactions;
  private final Map<String, SharedSchema> schemas = new LinkedHashMap<>();
  private volatile boolean there;

  ReleasedSubjects(SchemaStore store, SharedSchemas schemas, TransactionOperations transactions) {
    this.store = store;
    this.transactions = transactions;
    schemas.all().forEach(schema -> this.schemas.put(schema.avro().getFullName(), schema));
  }

  /** Makes sure that every released version has its number and id. */
  void ensure() {
    if (!there) {
      transactions.executeWithoutResult(status -> schemas.forEach(this::ensure));
      there = true;
    }
  }

  private void ensure(String subject, SharedSchema schema) {
    List<String> texts = Releases.of(schema.dataset());
    int last = store.lock(subject, "");
    for (int version = last + 1; version <= texts.size(); version++) {
      Draft draft = new Draft(texts.get(version - 1), List.of());
      store.add(subject, version, store.give(SchemaText.read(draft, List.of())));
    }
  }

  /** Refuses to change what only a release may change. */
  void refuseIfReserved(String subject) {
    if (isReserved(subject)) {
      throw new Refusal(Refusal.NOT_ALLOWED,
          "Subject '" + subject + "' is in read-only mode: it comes with the release");
    }
  }

  static boolean isReserved(String subject) {
    return subject.startsWith(RESERVED);
  }

  /** The level a released schema asks for. */
  Optional<CompatibilityLevel> level(String subject) {
    return Optional.ofNullable(schemas.get(subject)).map(ReleaseCheck::level);
  }
}
