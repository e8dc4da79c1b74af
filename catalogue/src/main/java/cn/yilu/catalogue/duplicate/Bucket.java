package cn.yilu.catalogue.duplicate;

import cn.yilu.catalogue.log.Key;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A bucket that a stretch of the log touches: who comes, who goes. Only the first members of a bucket are compared, so
 * that a name and birthday that a source puts for "unknown" costs no more than any other; the next move up as those are
 * decided or mended.
 */
final class Bucket {
  static final int COMPARED = 8;

  private final byte rule;
  private final byte[] key;
  private final TreeMap<byte[], byte[]> members = new TreeMap<>(Arrays::compareUnsigned);
  private final Map<byte[], byte[]> coming = new TreeMap<>(Arrays::compareUnsigned);
  private final Map<byte[], Boolean> going = new TreeMap<>(Arrays::compareUnsigned);

  Bucket(byte[] key) {
    this.key = key;
    this.rule = key[1];
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
    going.put(at, true);
  }

  /** Reads as many members as can matter; gives the suspicions there were. */
  List<Pair> before(SuspicionStore.Buckets stored, Set<Key> apart) {
    int wanted = COMPARED + going.size() + (rule == Place.DIFFERING ? apart.size() : 0);
    stored.scan(key, (at, print) -> {
      members.put(at, print);
      return members.size() < wanted;
    });
    return pairs(apart);
  }

  /** The suspicions there are once members came and went. */
  List<Pair> after(Set<Key> apart) {
    going.keySet().forEach(members::remove);
    members.putAll(coming);
    return pairs(apart);
  }

  Map<byte[], byte[]> coming() {
    return coming;
  }

  Set<byte[]> going() {
    return going.keySet();
  }

  private record Member(byte order, Key key, long print) {}

  private List<Pair> pairs(Set<Key> apart) {
    List<Member> first = members.entrySet().stream()
        .map(each -> new Member(each.getKey()[key.length], StoreKeys.key(each.getKey(), key.length + 1),
            StoreKeys.number(each.getValue())))
        .filter(member -> rule != Place.DIFFERING || !apart.contains(member.key())).limit(COMPARED).toList();
    return rule == Place.DIFFERING ? differing(first) : alike(first);
  }

  /** Claims that say otherwise than the one that is believed first. */
  private List<Pair> differing(List<Member> first) {
    Key subject = StoreKeys.key(key, 2);
    return first.stream().filter(member -> member.print() != first.getFirst().print())
        .map(member -> new Pair(Pair.Kind.CLAIM, subject, member.key())).toList();
  }

  /** Any two unless both have an identifier; who has one stays. */
  private static List<Pair> alike(List<Member> first) {
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < first.size(); i++) {
      for (int j = i + 1; j < first.size(); j++) {
        if (first.get(j).order() != Place.IDENTIFIED) {
          pairs.add(new Pair(Pair.Kind.SUBJECTS, first.get(i).key(), first.get(j).key()));
        }
      }
    }
    return pairs;
  }
}
