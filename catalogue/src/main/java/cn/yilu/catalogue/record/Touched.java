package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.AvroWriter;
import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import cn.yilu.schemas.SharedSchema;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import org.jspecify.annotations.Nullable;

/**
 * Subjects and claim keys a range touches, as they will be. The state is asked once a block for all claims and once for
 * all subjects; from then on each claim has its owner and its subject at hand, since looking them up again and again
 * is what a merge would otherwise spend its time on.
 */
final class Touched {
  static final char SUBJECT = 's';
  private static final char CLAIM = 'c';

  private final DatasetState state;
  private final SharedSchema schema;
  private final Subjects keys;
  private final Versions versions;
  private final Map<Key, Subject> subjects = new LinkedHashMap<>();
  private final Map<Key, Owner> owners = new HashMap<>();

  private ClaimPayload before = ClaimPayload.NONE;

  Touched(DatasetState state, SharedSchema schema, Subjects keys, Versions versions) {
    this.versions = versions;
    this.state = state;
    this.schema = schema;
    this.keys = keys;
  }

  /** The subject a claim stands under: in the state, and as it will be; null for none. */
  private static final class Owner {
    private @Nullable Key before;
    private @Nullable Key now;

    boolean moved() {
      return now == null ? before != null : !now.equals(before);
    }
  }

  /** A claim that came in, and what it makes of its owner; no payload when it was withdrawn. */
  private record Arrival(Entry entry, Owner owner, @Nullable ClaimPayload payload, @Nullable Key target) {}

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
    blocks.forEach(block -> arrive(block.entries()));
  }

  private void arrive(List<Entry> claims) {
    List<Arrival> arrivals = new ArrayList<>(claims.size());
    Sought<Owner> soughtOwners = new Sought<>(CLAIM, owners);
    for (Entry claim : claims) {
      arrivals.add(arrival(claim, soughtOwners.of(claim.key(), Owner::new)));
    }
    soughtOwners.find((owner, found) -> owner.now = owner.before = Key.of(found));
    Sought<Subject> soughtSubjects = new Sought<>(SUBJECT, subjects);
    for (Arrival arrival : arrivals) {
      seek(soughtSubjects, arrival.target());
      seek(soughtSubjects, arrival.owner().now);
    }
    soughtSubjects.find(Subject::read);
    arrivals.forEach(this::apply);
  }

  private static void seek(Sought<Subject> sought, @Nullable Key subject) {
    if (subject != null) {
      sought.of(subject, Subject::new);
    }
  }

  private Arrival arrival(Entry claim, Owner owner) {
    if (claim.kind() == Entry.Kind.DELETE) {
      return new Arrival(claim, owner, null, null);
    }
    ClaimPayload payload = ClaimPayload.decode(claim.payload(), before);
    before = payload;
    return new Arrival(claim, owner, payload, keys.subject(schema, payload.identifiers(), claim.key()));
  }

  /** Folds a claim out of the subject it was under, when that changes, and into the one it is under now. */
  private void apply(Arrival arrival) {
    Entry entry = arrival.entry();
    Key owner = arrival.owner().now;
    Key target = arrival.target();
    if (owner != null && !owner.equals(target)) {
      subject(owner).remove(entry.key());
    }
    ClaimPayload payload = arrival.payload();
    if (payload != null && target != null) {
      subject(target).put(new HeldClaim(entry.key(), entry.source(), payload.department(), payload.recordId(),
          entry.eventTime(), versions.values(entry.schema(), payload.values())));
    }
    arrival.owner().now = target;
  }

  /** Keys the state is to be asked for at once, with what waits for the answers. */
  private final class Sought<T> {
    private final char kind;
    private final Map<Key, T> known;
    private final List<byte[]> asked = new ArrayList<>();
    private final List<T> waiting = new ArrayList<>();

    Sought(char kind, Map<Key, T> known) {
      this.kind = kind;
      this.known = known;
    }

    /** What is known by this key, made and sought when it is not. */
    T of(Key key, Supplier<T> fresh) {
      T present = known.get(key);
      if (present != null) {
        return present;
      }
      T made = fresh.get();
      known.put(key, made);
      asked.add(state.key(kind, key));
      waiting.add(made);
      return made;
    }

    void find(BiConsumer<T, byte[]> found) {
      List<byte @Nullable []> answers = state.store().get(asked);
      for (int i = 0; i < waiting.size(); i++) {
        byte[] answer = answers.get(i);
        if (answer != null) {
          found.accept(waiting.get(i), answer);
        }
      }
    }
  }

  /** Has these subjects at hand as the state holds them. */
  void load(List<Key> wanted) {
    Sought<Subject> sought = new Sought<>(SUBJECT, subjects);
    wanted.forEach(key -> sought.of(key, Subject::new));
    sought.find(Subject::read);
  }

  Subject subject(Key key) {
    return subjects.computeIfAbsent(key, k -> new Subject());
  }

  Progress write(Progress after) {
    StateBatch batch = state.batch();
    owners.forEach((claim, owner) -> {
      Key now = owner.now;
      if (owner.moved()) {
        if (now == null) {
          batch.delete(state.key(CLAIM, claim));
        } else {
          batch.put(state.key(CLAIM, claim), now.bytes());
        }
      }
    });
    AvroWriter value = new AvroWriter(1024);
    subjects.forEach((key, subject) -> batch.put(state.key(SUBJECT, key), subject.write(value.clear())));
    state.write(batch, after);
    return after;
  }
}
