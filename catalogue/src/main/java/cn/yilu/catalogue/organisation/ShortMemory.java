package cn.yilu.catalogue.organisation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Remembers at most so many answers for a short while, so that many requests a second ask the database once. */
final class ShortMemory<K, V> {
  private final Duration term;
  private final Clock clock;
  private final Map<K, Held<V>> held;

  ShortMemory(int most, Duration term, Clock clock) {
    this.term = term;
    this.clock = clock;
    this.held = new LinkedHashMap<>() {
      @Override
      protected boolean removeEldestEntry(Map.Entry<K, Held<V>> eldest) {
        return size() > most;
      }
    };
  }

  /** What is remembered, else what is found now; that something was not found is not remembered. */
  Optional<V> get(K key, Function<K, Optional<V>> find) {
    Instant now = clock.instant();
    synchronized (held) {
      Held<V> known = held.get(key);
      if (known != null && now.isBefore(known.until)) {
        return Optional.of(known.value);
      }
      held.remove(key);
    }
    Optional<V> found = find.apply(key);
    found.ifPresent(value -> keep(key, value, now));
    return found;
  }

  private void keep(K key, V value, Instant asked) {
    synchronized (held) {
      held.put(key, new Held<>(value, asked.plus(term)));
    }
  }

  void forget() {
    synchronized (held) {
      held.clear();
    }
  }

  private record Held<V>(V value, Instant until) {}
}
