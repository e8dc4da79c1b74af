package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.log.Log;
import cn.yilu.schemas.SharedField;
import cn.yilu.schemas.SharedSchema;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** Merges a keyed dataset: claims about the same subject become one record. */
final class KeyedMerger extends Merger {
  private static final char SUBJECT = 's';
  private static final char CLAIM = 'c';
  private static final int REFOLDED_AT_ONCE = 5_000;

  private final SharedSchema schema;
  private final Subjects subjects;
  private final Fold fold;
  private final Clock clock;
  private final int area;

  KeyedMerger(SharedSchema schema, Log log, StateStore store, Subjects subjects, Clock clock) {
    super(schema.dataset(), log, store, List.of("claims/" + schema.dataset()));
    this.schema = schema;
    this.subjects = subjects;
    this.fold = new Fold(schema, subjects);
    this.clock = clock;
    this.area = schema.areaField().map(SharedField::index).orElse(-1);
  }

  /** The current record of a subject. */
  Optional<SharedRecord> record(Key subject) {
    byte[] bytes = state.store().get(state.key(SUBJECT, subject));
    return Optional.ofNullable(bytes).map(Subject::decode).filter(Subject::recorded).map(Subject::record)
        .map(SharedRecord::decode);
  }

  @Override
  Change change(Range range, Progress from) {
    Touched touched = new Touched();
    touched.take(range.blocks().getFirst());
    return change(touched, range, from);
  }

  private Change change(Touched touched, Range range, Progress from) {
    List<Key> keys = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    touched.subjects.forEach((key, subject) -> entry(key, subject).ifPresent(entry -> {
      keys.add(key);
      entries.add(entry);
    }));
    return new KeyedChange(touched, range, from, keys, entries);
  }

  /** The entry that makes the log agree with the subject's claims, unless it agrees already. */
  private Optional<Entry> entry(Key key, Subject subject) {
    if (subject.claims().isEmpty()) {
      return subject.recorded()
          ? Optional.of(entry(key, subject, Entry.Kind.DELETE, "", new byte[0], Entry.NO_TIME))
          : Optional.empty();
    }
    SharedRecord record = fold.of(subject.claims());
    byte[] payload = record.encode();
    if (Arrays.equals(payload, subject.record())) {
      return Optional.empty();
    }
    String where = area < 0 ? "" : fold.text(record.values(), area);
    long time = record.sayings().stream().mapToLong(SharedRecord.Saying::time).max().orElse(Entry.NO_TIME);
    return Optional.of(entry(key, subject, Entry.Kind.UPSERT, where, payload, time));
  }

  private Entry entry(Key key, Subject subject, Entry.Kind kind, String where, byte[] payload, long time) {
    return new Entry(key, kind, "merge", time, clock.millis(), schema.id().hex(), where, subject.leftFor(where),
        payload);
  }

  @Override
  Progress replay(Range range, Progress from) {
    Touched touched = new Touched();
    touched.take(range.blocks().getFirst());
    return touched.write(new Progress(range.ends(), from.recorded(), from.count(), 0));
  }

  @Override
  Progress takeOver(List<Block> records, Progress from) {
    Touched touched = new Touched();
    long count = from.count();
    for (Block block : records) {
      touched.load(block.entries().stream().map(Entry::key).toList());
      for (int i = 0; i < block.entries().size(); i++) {
        Entry entry = block.entries().get(i);
        Subject subject = touched.subject(entry.key());
        boolean before = subject.recorded();
        subject.recorded(entry, block.sequence(i));
        count += counted(before, subject.recorded());
      }
    }
    return touched.write(new Progress(from.merged(), records.getLast().last(), count, 0));
  }

  private static int counted(boolean before, boolean after) {
    return before == after ? 0 : after ? 1 : -1;
  }

  @Override
  long drift() {
    long[] differed = {0};
    scan((key, subject) -> differed[0] += entry(key, subject).isPresent() ? 1 : 0);
    return differed[0];
  }

  @Override
  long refold() {
    Touched[] batch = {new Touched()};
    long[] differed = {0};
    scan((key, subject) -> {
      if (entry(key, subject).isPresent()) {
        batch[0].subjects.put(key, subject);
        differed[0]++;
      }
      if (batch[0].subjects.size() == REFOLDED_AT_ONCE) {
        commit(batch[0]);
        batch[0] = new Touched();
      }
    });
    commit(batch[0]);
    return differed[0];
  }

  private void commit(Touched touched) {
    if (!touched.subjects.isEmpty()) {
      commit(change(touched, new Range(List.of(), progress().merged()), progress()));
    }
  }

  private void scan(BiConsumer<Key, Subject> visitor) {
    byte[] prefix = state.key(SUBJECT);
    state.store().scan(prefix, prefix, (key, value) -> {
      visitor.accept(state.keyIn(key, 0), Subject.decode(value));
      return true;
    });
  }

  /** Subjects and claim keys a range touches, as they will be. */
  private final class Touched {
    private final Map<Key, Subject> subjects = new LinkedHashMap<>();
    private final Map<Key, @Nullable Key> owners = new HashMap<>();
    private final Set<Key> moved = new LinkedHashSet<>();

    void take(List<Block> blocks) {
      for (Block block : blocks) {
        List<@Nullable ClaimPayload> payloads = new ArrayList<>(block.entries().size());
        List<@Nullable Key> targets = new ArrayList<>(block.entries().size());
        loadOwners(block.entries().stream().map(Entry::key).toList());
        Set<Key> wanted = new LinkedHashSet<>();
        for (Entry entry : block.entries()) {
          boolean stated = entry.kind() == Entry.Kind.UPSERT;
          ClaimPayload payload = stated ? ClaimPayload.decode(entry.payload()) : null;
          Key target = payload == null
              ? null
              : KeyedMerger.this.subjects.subject(schema, payload.identifiers(), entry.key());
          payloads.add(payload);
          targets.add(target);
          addIfPresent(wanted, target);
          addIfPresent(wanted, owners.get(entry.key()));
        }
        load(wanted);
        for (int i = 0; i < block.entries().size(); i++) {
          apply(block.entries().get(i), payloads.get(i), targets.get(i));
        }
      }
    }

    private static void addIfPresent(Set<Key> keys, @Nullable Key key) {
      if (key != null) {
        keys.add(key);
      }
    }

    /** Folds a claim out of the subject it was under, when that changes, and into the one it is under now. */
    private void apply(Entry entry, @Nullable ClaimPayload payload, @Nullable Key target) {
      Key owner = owners.get(entry.key());
      if (owner != null && !owner.equals(target)) {
        subject(owner).remove(entry.key());
      }
      if (payload != null && target != null) {
        subject(target).put(new HeldClaim(entry.key(), entry.source(), payload.department(), payload.recordId(),
            entry.eventTime(), payload.values()));
      }
      if (owner == null ? target != null : !owner.equals(target)) {
        owners.put(entry.key(), target);
        moved.add(entry.key());
      }
    }

    private void loadOwners(List<Key> claims) {
      List<Key> missing = claims.stream().filter(key -> !owners.containsKey(key)).distinct().toList();
      List<byte @Nullable []> found = state.store().get(missing.stream().map(key -> state.key(CLAIM, key)).toList());
      for (int i = 0; i < missing.size(); i++) {
        byte[] owner = found.get(i);
        owners.put(missing.get(i), owner == null ? null : Key.of(owner));
      }
    }

    void load(java.util.Collection<Key> keys) {
      List<Key> missing = keys.stream().filter(key -> !subjects.containsKey(key)).distinct().toList();
      List<byte @Nullable []> found = state.store().get(missing.stream().map(key -> state.key(SUBJECT, key)).toList());
      for (int i = 0; i < missing.size(); i++) {
        byte[] subject = found.get(i);
        subjects.put(missing.get(i), subject == null ? new Subject() : Subject.decode(subject));
      }
    }

    Subject subject(Key key) {
      return subjects.computeIfAbsent(key, k -> new Subject());
    }

    Progress write(Progress after) {
      try (WriteBatch batch = new WriteBatch()) {
        for (Map.Entry<Key, Subject> subject : subjects.entrySet()) {
          batch.put(state.key(SUBJECT, subject.getKey()), subject.getValue().encode());
        }
        for (Key claim : moved) {
          Key owner = owners.get(claim);
          if (owner == null) {
            batch.delete(state.key(CLAIM, claim));
          } else {
            batch.put(state.key(CLAIM, claim), owner.bytes());
          }
        }
        state.write(batch, after);
        return after;
      } catch (RocksDBException e) {
        throw new IllegalStateException("records of " + dataset + " cannot be written", e);
      }
    }
  }

  private record KeyedChange(Touched touched, Range range, Progress from, List<Key> keys, List<Entry> entries)
      implements
        Change {

    @Override
    public Progress committed(long first) {
      long count = from.count();
      for (int i = 0; i < keys.size(); i++) {
        Subject subject = touched.subject(keys.get(i));
        boolean before = subject.recorded();
        subject.recorded(entries.get(i), first + i);
        count += counted(before, subject.recorded());
      }
      long recorded = entries.isEmpty() ? from.recorded() : first + entries.size() - 1;
      return touched.write(new Progress(range.ends(), recorded, count, 0));
    }

    @Override
    public void close() {
      // Nothing outside the heap is held.
    }
  }
}
