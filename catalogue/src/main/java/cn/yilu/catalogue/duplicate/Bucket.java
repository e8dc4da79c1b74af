package cn.yilu.catalogue.duplicate;

import cn.yilu.catalogue.log.Key;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A bucket that a stretch of the log touches: who comes, who goes. */
final class Bucket {
  private final byte[] key;
  private final TreeMap<byte[], byte[]> coming = new TreeMap<>(Arrays::compareUnsigned);
  private final TreeSet<byte[]> going = new TreeSet<>(Arrays::compareUnsigned);

  Bucket(byte[] key) {
    this.key = key;
  }

  byte[] key() {
    return key;
  }

  void put(Place place, Key member) {
    byte[] at = StoreKeys.member(key, place.order(), member);
    going.remove(at);
    coming.put(at, StoreKeys.number(place.print()));
  }

  void remove(Place place, Key member) {
    byte[] at = StoreKeys.member(key, place.order(), member);
    coming.remove(at);
    going.add(at);
  }

  /** Reads as many members as matter, once: as the bucket was, and as it is once members came and went. */
  void compare(SuspicionStore.Buckets stored, Window before, Window after) {
    TreeMap<byte[], byte[]> ahead = new TreeMap<>(coming);
    stored.scan(key, (at, print) -> {
      before.add(at, print);
      boolean replaced = coming.containsKey(at) || going.contains(at);
      for (var next = ahead.firstEntry(); next != null
          && Arrays.compareUnsigned(next.getKey(), at) <= 0; next = ahead.firstEntry()) {
        after.add(next.getKey(), next.getValue());
        ahead.remove(next.getKey());
      }
      if (!replaced) {
        after.add(at, print);
      }
      return !before.full() || !after.full();
    });
    ahead.forEach(after::add);
  }

  Map<byte[], byte[]> coming() {
    return coming;
  }

  Set<byte[]> going() {
    return going;
  }
}
