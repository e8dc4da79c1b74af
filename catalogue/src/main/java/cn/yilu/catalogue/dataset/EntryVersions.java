package cn.yilu.catalogue.dataset;

import cn.yilu.catalogue.log.Appended;
import cn.yilu.catalogue.log.Batch;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Log;
import cn.yilu.schemas.DatasetKind;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.SharedSchemas;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Makes the entries of our own datasets and appends those that changed. Several nodes may do so at once: the position
 * {@code entries} moves with every append, so that nobody makes a version from what is no longer the newest.
 */
final class EntryVersions {
  private static final String POSITION = "entries";
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final Log log;
  private final SharedSchemas schemas;
  private final LoggedEntries logged;
  private final EntryFollower follower;
  private final SourceFacts sources;
  private final Function<String, Department> departments;
  private final Clock clock;

  EntryVersions(Log log, SharedSchemas schemas, LoggedEntries logged, EntryFollower follower, SourceFacts sources,
      Function<String, Department> departments, Clock clock) {
    this.log = log;
    this.schemas = schemas;
    this.logged = logged;
    this.follower = follower;
    this.sources = sources;
    this.departments = departments;
    this.clock = clock;
  }

  /** Brings the log's entries up to what schemas, sources and mappings say now; answers how many changed. */
  int refresh() throws InterruptedException {
    while (true) {
      Optional<byte[]> position = log.position(POSITION);
      if (!follower.await(log.head(CatalogueEntry.TOPIC), PATIENCE)) {
        throw new IllegalStateException("catalogue entries in the log cannot be followed");
      }
      List<Entry> changed = changed();
      if (changed.isEmpty() || append(changed, position) instanceof Appended.Committed) {
        return changed.size();
      }
    }
  }

  private Appended append(List<Entry> changed, Optional<byte[]> position) {
    long count = position.map(bytes -> ByteBuffer.wrap(bytes).getLong()).orElse(0L) + 1;
    byte[] next = ByteBuffer.allocate(Long.BYTES).putLong(count).array();
    return log.append(new Batch(Map.of(CatalogueEntry.TOPIC, changed),
        List.of(new Batch.Move(POSITION, position.orElse(null), next)))).join();
  }

  private List<Entry> changed() {
    Instant now = clock.instant();
    ResourceCodes codes = new ResourceCodes(logged::lastCode);
    List<SourceFacts.Connected> connected = sources.connected();
    List<Entry> changed = new ArrayList<>();
    for (SharedSchema schema : schemas.all()) {
      if (schema.kind() != DatasetKind.LINK) {
        changed(new EntryFacts(schema, departments, feedings(schema, connected)), codes, now)
            .ifPresent(entry -> changed.add(entry(entry, now)));
      }
    }
    return changed;
  }

  /** The next version of an entry, unless it would say what the newest one says. */
  private Optional<CatalogueEntry> changed(EntryFacts facts, ResourceCodes codes, Instant now) {
    String id = facts.schema().dataset();
    Optional<CatalogueEntry> newest = logged.entry(id);
    EntryStamp stamp = newest.map(CatalogueEntry::view)
        .map(view -> new EntryStamp(view.version(), view.issued(), view.modified(), view.codes()))
        .orElse(new EntryStamp(0, now, now, List.of()));
    EntryStamp coded = stamp.with(codes.complete(stamp.codes(), facts.schema().themes()));
    if (newest.isPresent() && newest.get().equals(entry(facts, coded))) {
      return Optional.empty();
    }
    return Optional.of(entry(facts, coded.next(now)));
  }

  private static CatalogueEntry entry(EntryFacts facts, EntryStamp stamp) {
    return CatalogueEntry.of(facts.schema().dataset(), stamp.version(), DatasetGraphs.of(facts, stamp));
  }

  private static Entry entry(CatalogueEntry entry, Instant now) {
    return new Entry(CatalogueEntry.key(entry.id()), Entry.Kind.UPSERT, "catalogue", now.toEpochMilli(),
        now.toEpochMilli(), "", "", List.of(), entry.encode());
  }

  private static List<EntryFacts.Feeding> feedings(SharedSchema schema, List<SourceFacts.Connected> connected) {
    return connected.stream()
        .flatMap(each -> each.lineage().stream().filter(to -> to.dataset().equals(schema.dataset()))
            .map(to -> new EntryFacts.Feeding(each.source(), to.columns())))
        .toList();
  }
}
