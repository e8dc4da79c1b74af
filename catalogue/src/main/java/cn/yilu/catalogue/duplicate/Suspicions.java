package cn.yilu.catalogue.duplicate;

import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.secret.Hmac;
import java.util.Arrays;
import java.util.HashMap;
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
  private Settled settled;

  Suspicions(SuspicionStore store, Hmac claims) {
    this.store = store;
    this.claims = claims;
    settled = settled();
  }

  private Settled settled() {
    Map<Key, LinkClaim> said = new HashMap<>();
    byte[] decisions = StoreKeys.kind(StoreKeys.DECISION);
    store.scan(decisions, decisions, (key, value) -> {
      said.put(StoreKeys.key(key, 1), new LinkClaim(Optional.empty(), Optional.of(Decided.decode(value))));
      return true;
    });
    byte[] apart = StoreKeys.kind(StoreKeys.APART);
    store.scan(apart, apart, (key, value) -> {
      said.compute(StoreKeys.key(key, 1), (link, decided) -> new LinkClaim(Optional.of(StoreKeys.key(value, 0)),
          decided == null ? Optional.empty() : decided.decision()));
      return true;
    });
    return new Settled(said);
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
        for (Map.Entry<Key, Optional<LinkClaim>> link : links.entrySet()) {
          write(batch, link.getKey(), link.getValue());
        }
        Settled now = settled.with(links);
        suspect(batch, now);
        batch.put(StoreKeys.kind(StoreKeys.MARK), mark);
        store.write(batch);
        settled = now;
      } catch (RocksDBException e) {
        throw new IllegalStateException("suspicions cannot be written", e);
      }
    }

    private static void write(WriteBatch batch, Key claim, Optional<LinkClaim> said) throws RocksDBException {
      byte[] decision = StoreKeys.of(StoreKeys.DECISION, claim);
      byte[] standsAlone = StoreKeys.of(StoreKeys.APART, claim);
      batch.delete(decision);
      batch.delete(standsAlone);
      if (said.isPresent()) {
        Optional<Key> alone = said.get().alone();
        if (alone.isPresent()) {
          batch.put(standsAlone, alone.get().bytes());
        }
        if (said.get().decision().isPresent()) {
          batch.put(decision, said.get().decision().get().encode());
        }
      }
    }

    private void suspect(WriteBatch batch, Settled now) throws RocksDBException {
      TreeMap<byte[], Bucket> buckets = new TreeMap<>(Arrays::compareUnsigned);
      move(batch, buckets);
      settled(now, buckets);
      Map<byte[], byte @Nullable []> suspicions = new TreeMap<>(Arrays::compareUnsigned);
      Map<byte[], byte[]> found = new TreeMap<>(Arrays::compareUnsigned);
      try (SuspicionStore.Buckets stored = store.buckets()) {
        for (Bucket bucket : buckets.values()) {
          Window before = new Window(bucket.key(), settled, claims);
          Window after = new Window(bucket.key(), now, claims);
          bucket.compare(stored, before, after);
          before.pairs().forEach(pair -> suspicions.put(key(bucket, pair), null));
          after.pairs().forEach(pair -> found.put(key(bucket, pair), StoreKeys.pair(pair)));
          for (byte[] gone : bucket.going()) {
            batch.delete(gone);
          }
          for (Map.Entry<byte[], byte[]> come : bucket.coming().entrySet()) {
            batch.put(come.getKey(), come.getValue());
          }
        }
      }
      suspicions.putAll(found);
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

    /** Looks again at the buckets of what people decided on, or no longer. */
    private void settled(Settled now, Map<byte[], Bucket> buckets) {
      for (Settled which : List.of(settled, now)) {
        look(DuplicateFollower.CLAIMS, which.about(links.keySet(), Pair.Kind.CLAIM), buckets);
        look(DuplicateFollower.RECORDS, which.about(links.keySet(), Pair.Kind.SUBJECTS), buckets);
      }
    }

    private void look(byte topic, Set<Key> members, Map<byte[], Bucket> buckets) {
      for (Key member : members) {
        byte[] held = store.get(StoreKeys.places(topic, member));
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
