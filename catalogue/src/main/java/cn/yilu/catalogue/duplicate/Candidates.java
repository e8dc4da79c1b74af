package cn.yilu.catalogue.duplicate;

import cn.yilu.catalogue.log.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Reads candidates in the order of their ids, which says nothing about them. */
final class Candidates {
  private final SuspicionStore store;

  Candidates(SuspicionStore store) {
    this.store = store;
  }

  /**
   * A pair that may be one.
   *
   * @param rules that brought it up; none of a pair that was decided and is no longer alike
   */
  record Candidate(Key id, Pair pair, List<Byte> rules, Optional<Decided> decided) {
    Candidate {
      rules = List.copyOf(rules);
    }
  }

  /** How many pairs wait for a person because they are alike, because their names differ, and how many are decided. */
  record Counts(long alike, long differing, long decided) {}

  Counts count() {
    long[] counts = new long[3];
    open(new Key(0, 0), candidate -> {
      counts[candidate.pair().kind() == Pair.Kind.CLAIM ? 1 : 0]++;
      return true;
    });
    decided(new Key(0, 0), candidate -> {
      counts[2]++;
      return true;
    });
    return new Counts(counts[0], counts[1], counts[2]);
  }

  /** Calls back with pairs that wait, from an id on, until it answers false. */
  void open(Key from, Predicate<Candidate> visitor) {
    Key[] last = {new Key(0, 0)};
    store.scan(StoreKeys.kind(StoreKeys.SUSPICION), StoreKeys.of(StoreKeys.SUSPICION, from), (key, value) -> {
      Key id = StoreKeys.key(key, 1);
      boolean seen = last[0].equals(id);
      last[0] = id;
      return seen || store.get(StoreKeys.of(StoreKeys.DECISION, id)) != null
          || visitor.test(new Candidate(id, StoreKeys.pair(value), rules(id), Optional.empty()));
    });
  }

  /** Calls back with pairs that are decided, from an id on, until it answers false. */
  void decided(Key from, Predicate<Candidate> visitor) {
    store.scan(StoreKeys.kind(StoreKeys.DECISION), StoreKeys.of(StoreKeys.DECISION, from), (key, value) -> {
      Key id = StoreKeys.key(key, 1);
      Decided decided = Decided.decode(value);
      return visitor.test(new Candidate(id, decided.pair(), rules(id), Optional.of(decided)));
    });
  }

  /** A pair that waits or is decided. */
  Optional<Candidate> find(Key id) {
    List<Candidate> found = new ArrayList<>(2);
    Predicate<Candidate> first = candidate -> {
      found.add(candidate);
      return false;
    };
    decided(id, first);
    open(id, first);
    return found.stream().filter(candidate -> candidate.id().equals(id)).findFirst();
  }

  private List<Byte> rules(Key id) {
    List<Byte> rules = new ArrayList<>();
    byte[] prefix = StoreKeys.of(StoreKeys.SUSPICION, id);
    store.scan(prefix, prefix, (key, value) -> rules.add(key[key.length - 1]));
    return rules;
  }
}
