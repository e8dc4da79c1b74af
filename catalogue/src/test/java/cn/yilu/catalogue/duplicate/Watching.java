package cn.yilu.catalogue.duplicate;

import cn.yilu.catalogue.duplicate.Candidates.Candidate;
import cn.yilu.catalogue.log.Batch;
import cn.yilu.catalogue.log.Compaction;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.log.PostgresCompaction;
import cn.yilu.catalogue.log.PostgresLog;
import cn.yilu.catalogue.postgres.TestDatabase;
import cn.yilu.catalogue.record.ClaimPayload;
import cn.yilu.catalogue.record.SharedRecord;
import cn.yilu.catalogue.record.Values;
import cn.yilu.catalogue.secret.Keys;
import cn.yilu.mappings.Identifier;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.SharedSchemas;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A work list of residents that follows a log in PostgreSQL step by step, as it is told. */
final class Watching implements AutoCloseable {
  private static final SharedSchemas SCHEMAS = SharedSchemas.released();
  private static final SharedSchema RESIDENT = SCHEMAS.get("resident");
  private static final SharedSchema LINK = SCHEMAS.get(LinkReader.DATASET);
  private static final long[] ALL = {Long.MAX_VALUE, Long.MAX_VALUE, Long.MAX_VALUE};

  private final Keys keys = new Keys(new byte[32]);
  private final Suspected suspected = new Suspected(RESIDENT, keys, SCHEMAS);
  private final HikariDataSource database = TestDatabase.fresh();
  private final PostgresLog log = new PostgresLog(database);
  private final Path folder;
  private DuplicateFollower follower;
  private int anew;

  Watching(Path folder) {
    this.folder = folder;
    follower = open("list");
  }

  private DuplicateFollower open(String name) {
    return new DuplicateFollower(suspected, log, SuspicionStore.open(folder.resolve(name)));
  }

  /** A claim of a resident by its number; an empty number is not stated. */
  void claim(int key, String department, String number, String name) {
    List<Identifier> identifiers = number.isEmpty() ? List.of() : List.of(new Identifier("residentId", number));
    append("claims/resident", upsert(key, RESIDENT, new ClaimPayload(department, "r" + key, identifiers,
        Values.of(RESIDENT, Map.of("name", name))).encode()));
  }

  /** A merged record; an empty number is not stated. */
  void record(int key, String number, String name, String address) {
    Map<String, Object> fields = new HashMap<>(Map.of("name", name, "birthDate", 100, "residenceAddress", address));
    if (!number.isEmpty()) {
      fields.put("residentId", number);
    }
    int[] saidBy = new int[RESIDENT.fields().size()];
    append("records/resident", upsert(key, RESIDENT, new SharedRecord(1, List.of(new SharedRecord.Saying("desk", 1)),
        saidBy, Values.of(RESIDENT, fields)).encode()));
  }

  void withdraw(String topic, int key) {
    append(topic, gone(new Key(1, key)));
  }

  void decide(Candidate candidate, String verdict) {
    Pair pair = candidate.pair();
    append("claims/subject-link", new Entry(candidate.id(), Entry.Kind.UPSERT, Pair.SOURCE, 7, 7, LINK.id().hex(), "",
        List.of(), new ClaimPayload("town", pair.recordId(), List.of(), Values.of(LINK, Map.of("subject", "person",
            "reference", (pair.kind() == Pair.Kind.CLAIM ? "claim:" : "subject:") + pair.other(),
            "target", "subject:" + pair.one(), "verdict", verdict))).encode()));
  }

  void undo(Candidate candidate) {
    append("claims/subject-link", gone(candidate.id()));
  }

  private static Entry upsert(int key, SharedSchema schema, byte[] payload) {
    return new Entry(new Key(1, key), Entry.Kind.UPSERT, "desk", 1, 1, schema.id().hex(), "", List.of(), payload);
  }

  private static Entry gone(Key key) {
    return new Entry(key, Entry.Kind.DELETE, "desk", 0, 0, "", "", List.of(), new byte[0]);
  }

  private void append(String topic, Entry entry) {
    log.append(new Batch(Map.of(topic, List.of(entry)), List.of())).join();
  }

  /** Follows all there is. */
  Watching settle() {
    boolean more = true;
    while (more) {
      more = follower.step(ALL);
    }
    return this;
  }

  void restart() {
    follower.close();
    follower = open("list");
  }

  /** Compacts all topics, with or without what tells of deletes. */
  void compact(boolean deletes) {
    Instant ever = Instant.ofEpochMilli(Long.MAX_VALUE);
    for (String topic : DuplicateFollower.topics("resident")) {
      new PostgresCompaction(database, Clock.systemUTC()).compact(topic,
          new Compaction.Bounds(Long.MAX_VALUE, ever, deletes ? ever : Instant.EPOCH), () -> true);
    }
  }

  /** By how much the list differs from one that begins with nothing and follows the same log. */
  long drift() {
    try (DuplicateFollower other = open("anew" + anew++)) {
      boolean more = true;
      while (more) {
        more = other.step(ALL);
      }
      return Difference.of("list", follower.store(), other.store()).drift();
    }
  }

  List<Candidate> open() {
    List<Candidate> found = new ArrayList<>();
    new Candidates(follower.store()).open(new Key(0, 0), found::add);
    return found;
  }

  List<Candidate> decided() {
    List<Candidate> found = new ArrayList<>();
    new Candidates(follower.store()).decided(new Key(0, 0), found::add);
    return found;
  }

  @Override
  public void close() {
    follower.close();
    log.close();
    database.close();
  }
}
