package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import cn.yilu.schemas.SharedSchema;
import java.util.ArrayList;
import java.util.Collection;
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

/** Subjects and claim keys a range touches, as they will be. */
final class Touched {
  private static final char SUBJECT = 's';
  private static final char CLAIM = 'c';

  private final DatasetState state;
  private final SharedSchema schema;
  private final Subjects keys;
  private final Map<Key, Subject> subjects = new LinkedHashMap<>();
  private final Map<Key, @Nullable Key> owners = new HashMap<>();
  private final Set<Key> moved = new LinkedHashSet<>();

  Touched(DatasetState state, SharedSchema schema, Subjects keys) {
    this.state = state;
    this.schema = schema;
    this.keys = keys;
  }

  /** The subject as the state holds it, if it does. */
  static Optional<Subject> stored(DatasetState state, Key subject) {
    return Optional.ofNullable(state.store().get(state.key(SUBJECT, subject))).map(Subject::decode);
  }

  /** Calls back with every subject of the state. */
  static void scan(DatasetState state, BiConsumer<Key, Subject> visitor) {
    byte[] prefix = state.key(SUBJECT);
    state.store().scan(prefix, prefix, (key, value) -> {
      visitor.accept(state.keyIn(key, 0), Subject.decode(value));
      return true;
    });
  }

  Map<Key, Subject> subjects() {
    return subjects;
  }

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
            : keys.subject(schema, payload.identifiers(), entry.key());
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

  void load(Collection<Key> wanted) {
    List<Key> missing = wanted.stream().filter(key -> !subjects.containsKey(key)).distinct().toList();
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
      throw new IllegalStateException("records of " + schema.dataset() + " cannot be written", e);
    }
  }
}
