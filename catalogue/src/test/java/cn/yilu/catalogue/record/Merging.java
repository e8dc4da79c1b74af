package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.Batch;
import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Compaction;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.log.PostgresCompaction;
import cn.yilu.catalogue.log.PostgresLog;
import cn.yilu.catalogue.postgres.TestDatabase;
import cn.yilu.catalogue.reconcile.Drift;
import cn.yilu.catalogue.secret.Keys;
import cn.yilu.mappings.Identifier;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.SharedSchemas;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** One dataset's merge over a log in PostgreSQL, going step by step as it is told. */
final class Merging implements AutoCloseable {
  static final SharedSchemas SCHEMAS = SharedSchemas.released();
  private static final SharedSchema LINK = SCHEMAS.get("subject-link");

  final SharedSchema schema;
  final Subjects subjects = new Subjects(new Keys(new byte[32]).derive("subject"));
  final HikariDataSource database = TestDatabase.fresh();
  final PostgresLog log = new PostgresLog(database);
  private final Path folder;
  private StateStore store;
  private Merger merger;

  Merging(String dataset, Path folder) {
    schema = SCHEMAS.get(dataset);
    this.folder = folder;
    store = StateStore.open(folder.resolve("state"));
    merger = merger(store);
    merger.begin();
  }

  Merger merger(StateStore in) {
    SubjectLinks links = new SubjectLinks(SCHEMAS, subjects);
    return Wears.of(schema, SCHEMAS)
        .<Merger>map(wears -> new EventMerger(schema, wears, links, log, in, subjects, Clock.systemUTC()))
        .orElseGet(() -> new KeyedMerger(schema, links, log, in, subjects, Clock.systemUTC()));
  }

  Merger merger() {
    return merger;
  }

  KeyedMerger keyed() {
    return (KeyedMerger) merger;
  }

  /** Merges all there is, and gives the number of current records. */
  long settle() {
    long steps = 0;
    while (merger.step()) {
      steps++;
    }
    return steps == 0 ? merger.progress().count() : settle();
  }

  /** Ends as a killed process does and begins again with what the state holds. */
  void restart(Runnable meanwhile) {
    store.close();
    meanwhile.run();
    store = StateStore.open(folder.resolve("state"));
    merger = merger(store);
    merger.begin();
  }

  DatasetState state() {
    return merger.state;
  }

  /** Compacts claims, links and records as far as they are committed, with or without what tells of deletes. */
  void compact(boolean deletes) {
    PostgresCompaction compaction = new PostgresCompaction(database, Clock.systemUTC());
    Instant ever = Instant.ofEpochMilli(Long.MAX_VALUE);
    Instant told = deletes ? ever : Instant.EPOCH;
    long[] merged = merger.progress().merged();
    for (int i = 0; i < merged.length; i++) {
      compaction.compact(merger.topics().get(i), new Compaction.Bounds(merged[i], ever, told), () -> true);
    }
    compaction.compact("records/" + schema.dataset(), new Compaction.Bounds(Long.MAX_VALUE, ever, told), () -> true);
  }

  void killedAfterCommit() {
    killedAfterCommit(() -> {});
  }

  /** Commits everything there is to merge, and is killed before the state has it; begins again after something else. */
  void killedAfterCommit(Runnable meanwhile) {
    List<List<Block>> blocks = new ArrayList<>();
    long[] ends = merger.progress().merged().clone();
    for (int i = 0; i < ends.length; i++) {
      blocks.add(log.read(merger.topics().get(i), ends[i], 100_000));
      ends[i] = log.head(merger.topics().get(i));
    }
    Merger.Range range = new Merger.Range(blocks, ends);
    try {
      merger.commit(new Killed(merger.change(range, merger.progress())));
      throw new AssertionError("nothing was killed");
    } catch (Killed.Death expected) {
      restart(meanwhile);
    }
  }

  /** A change whose process dies once it is committed. */
  private record Killed(Merger.Change change) implements Merger.Change {

    static final class Death extends RuntimeException {
      private static final long serialVersionUID = 1;
    }

    @Override
    public Merger.Range range() {
      return change.range();
    }

    @Override
    public List<Entry> entries() {
      return change.entries();
    }

    @Override
    public Progress committed(long first) {
      throw new Death();
    }

    @Override
    public void close() {
      change.close();
    }
  }

  /** What a rebuilt state and the records in the log differ by. */
  long drift() {
    List<Drift> found = new ArrayList<>();
    new MergeCheck(merger, folder.resolve("rebuilt")).run(false, this::merger, Runnable::run, found::add);
    return found.stream().mapToLong(Drift::drift).sum();
  }

  /** A claim by its number, with identifiers written as {@code kind:value}. */
  void claim(int key, Map<String, ?> fields, String... identifiers) {
    List<Identifier> stated = new ArrayList<>();
    for (String identifier : identifiers) {
      stated.add(new Identifier(identifier.substring(0, identifier.indexOf(':')),
          identifier.substring(identifier.indexOf(':') + 1)));
    }
    append("claims/" + schema.dataset(), entry(key, schema, new ClaimPayload("police", "r" + key, stated,
        Values.of(schema, fields))));
  }

  void withdraw(int key) {
    append("claims/" + schema.dataset(), gone(key));
  }

  void link(int key, String reference, String target) {
    append("claims/subject-link", linking(key, "same", reference, target));
  }

  void different(int key, String reference) {
    append("claims/subject-link", linking(key, "different", reference, ""));
  }

  void unlink(int key) {
    append("claims/subject-link", gone(key));
  }

  static Entry linking(int key, String verdict, String reference, String target) {
    return entry(key, LINK, new ClaimPayload("community", "l" + key, List.of(), Values.of(LINK, Map.of("subject",
        "person", "reference", reference, "target", target, "verdict", verdict, "decidedBy", "community"))));
  }

  private static Entry entry(int key, SharedSchema schema, ClaimPayload payload) {
    return new Entry(claimKey(key), Entry.Kind.UPSERT, "registry", key, key, schema.id().hex(), "", List.of(),
        payload.encode());
  }

  private static Entry gone(int key) {
    return new Entry(claimKey(key), Entry.Kind.DELETE, "registry", 0, 0, "", "", List.of(), new byte[0]);
  }

  static Key claimKey(int key) {
    return new Key(1, key);
  }

  void append(String topic, Entry... entries) {
    log.append(new Batch(Map.of(topic, List.of(entries)), List.of())).join();
  }

  Key person(String reference) {
    return subjects.reference("person", reference);
  }

  /** The current records by key, as they stand in the log. */
  Map<String, String> records() {
    Map<String, String> current = new TreeMap<>();
    for (Entry entry : entries()) {
      if (entry.kind() == Entry.Kind.DELETE) {
        current.remove(entry.key().toString());
      } else {
        current.put(entry.key().toString(), HexFormat.of().formatHex(entry.payload()));
      }
    }
    return current;
  }

  SharedRecord record(Key subject) {
    return SharedRecord.decode(HexFormat.of().parseHex(records().getOrDefault(subject.toString(), "")));
  }

  String field(Key subject, String name) {
    return String.valueOf(Values.read(schema, record(subject).values()).get(name));
  }

  List<Entry> entries() {
    return log.read("records/" + schema.dataset(), 0, 1_000_000).stream()
        .flatMap(block -> block.entries().stream()).toList();
  }

  @Override
  public void close() {
    store.close();
    log.close();
    database.close();
  }
}
