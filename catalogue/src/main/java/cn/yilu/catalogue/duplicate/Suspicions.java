package cn.yilu.catalogue.duplicate;

import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.secret.Hmac;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/**
 * What is suspected, and what was decided, as a function of the claims, records and links it has followed: where each
 * claim and record lies, and which two of a bucket may be one.
 */
final class Suspicions {
  private final SuspicionStore store;
  private final Hmac claims;
  /** Claims that stand alone, by the claims of links that say so; they are few. */
  private final Map<Key, Key> apart = new HashMap<>();

  Suspicions(SuspicionStore store, Hmac claims) {
    this.store = store;
    this.claims = claims;
    byte[] kind = StoreKeys.kind(StoreKeys.APART);
    store.scan(kind, kind, (key, value) -> {
      apart.put(StoreKeys.key(key, 1), StoreKeys.key(value, 0));
      return true;
    });
  }

  SuspicionStore store() {
    return store;
  }

  /** A claim or record, by the topic it came from. */
  private record Member(byte topic, Key key) {}

  /** A stretch of the log as it is taken in: nothing is changed before {@link #commit}. */
  final class Stretch {
    private final Map<Member, List<Place>> places = new LinkedHashMap<>();
    private final Map<Key, Optional<LinkClaim>> links = new LinkedHashMap<>();

    void place(byte topic, Key member, List<Place> now) {
      places.put(new Member(topic, member), now);
    }

    void link(Key claim, Optional<LinkClaim> said) {
      links.put(claim, said);
    }

    /** Takes it all in, with the mark of how far that is, in one write. */
    void commit(byte[] mark) {
      try (WriteBatch batch = new WriteBatch()) {
        Map<Key, Key> apartNow = new HashMap<>(apart);
        for (Map.Entry<Key, Optional<LinkClaim>> link : links.entrySet()) {
          write(batch, apartNow, link.getKey(), link.getValue());
        }
        suspect(batch, new HashSet<>(apart.values()), new HashSet<>(apartNow.values()));
        batch.put(StoreKeys.kind(StoreKeys.MARK), mark);
        store.write(batch);
        apart.clear();
        apart.putAll(apartNow);
      } catch (RocksDBException e) {
        throw new IllegalStateException("suspicions cannot be written", e);
      }
    }

    private static void write(WriteBatch batch, Map<Key, Key> apart, Key claim, Optional<LinkClaim> said)
        throws RocksDBException {
      byte[] decision = StoreKeys.of(StoreKeys.DECISION, claim);
      byte[] standsAlone = StoreKeys.of(StoreKeys.APART, claim);
      batch.delete(decision);
      batch.delete(standsAlone);
      apart.remove(claim);
      if (said.isPresent()) {
        Optional<Key> alone = said.get().alone();
        if (alone.isPresent()) {
          batch.put(standsAlone, alone.get().bytes());
          apart.put(claim, alone.get());
        }
        if (said.get().decision().isPresent()) {
          batch.put(decision, said.get().decision().get().encode());
        }
      }
    }

    private void suspect(WriteBatch batch, Set<Key> apartBefore, Set<Key> apartNow) throws RocksDBException {
      TreeMap<byte[], Bucket> buckets = new TreeMap<>(Arrays::compareUnsigned);
      move(batch, buckets);
      moved(apartBefore, apartNow, buckets);
      Map<byte[], byte @Nullable []> suspicions = new TreeMap<>(Arrays::compareUnsigned);
      List<Runnable> found = new ArrayList<>();
      try (SuspicionStore.Buckets stored = store.buckets()) {
        for (Bucket bucket : buckets.values()) {
          bucket.before(stored, apartBefore).forEach(pair -> suspicions.put(key(bucket, pair), null));
          bucket.after(apartNow).forEach(pair -> found.add(
              () -> suspicions.put(key(bucket, pair), StoreKeys.pair(pair))));
          for (byte[] gone : bucket.going()) {
            batch.delete(gone);
          }
          for (Map.Entry<byte[], byte[]> come : bucket.coming().entrySet()) {
            batch.put(come.getKey(), come.getValue());
          }
        }
      }
      found.forEach(Runnable::run);
      for (Map.Entry<byte[], byte @Nullable []> suspicion : suspicions.entrySet()) {
        byte[] pair = suspicion.getValue();
        if (pair == null) {
          batch.delete(suspicion.getKey());
        } else {
          batch.put(suspicion.getKey(), pair);
        }
      }
    }

    private byte[] key(Bucket bucket, Pair pair) {
      return StoreKeys.suspicion(pair.id(claims), bucket.key()[1]);
    }

    /** Moves members whose places changed out of their buckets and into others. */
    private void move(WriteBatch batch, Map<byte[], Bucket> buckets) throws RocksDBException {
      List<Map.Entry<Member, List<Place>>> all = List.copyOf(places.entrySet());
      List<byte[]> keys = all.stream()
          .map(each -> StoreKeys.places(each.getKey().topic(), each.getKey().key())).toList();
      List<byte @Nullable []> stored = store.get(keys);
      for (int i = 0; i < keys.size(); i++) {
        byte[] held = stored.get(i);
        List<Place> before = held == null ? List.of() : StoreKeys.places(held);
        List<Place> now = all.get(i).getValue();
        Key member = all.get(i).getKey().key();
        if (!before.equals(now)) {
          before.forEach(place -> bucket(buckets, place).remove(place, member));
          now.forEach(place -> bucket(buckets, place).put(place, member));
          if (now.isEmpty()) {
            batch.delete(keys.get(i));
          } else {
            batch.put(keys.get(i), StoreKeys.places(now));
          }
        }
      }
    }

    /** Looks again at the buckets of claims that stand alone from now on, or no longer. */
    private void moved(Set<Key> apartBefore, Set<Key> apartNow, Map<byte[], Bucket> buckets) {
      Set<Key> changed = new HashSet<>(apartBefore);
      changed.addAll(apartNow);
      changed.removeIf(claim -> apartBefore.contains(claim) && apartNow.contains(claim));
      for (Key claim : changed) {
        byte[] held = store.get(StoreKeys.places(DuplicateFollower.CLAIMS, claim));
        if (held != null) {
          StoreKeys.places(held).forEach(place -> bucket(buckets, place));
        }
      }
    }

    private static Bucket bucket(Map<byte[], Bucket> buckets, Place place) {
      return buckets.computeIfAbsent(StoreKeys.bucket(place.rule(), place.bucket()), Bucket::new);
    }
  }
}
