package cn.yilu.catalogue.duplicate;

import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.secret.Hmac;
import java.util.ArrayList;
import java.util.List;

/**
 * The members of a bucket that are compared: those that come first, until so many pairs of them wait for a person. So a
 * name and birthday that a source puts for "unknown" costs no more than any other; the next move up as pairs are
 * decided. It is a function of the members and of what is settled, whatever the order in which both came about.
 */
final class Window {
  /** Two of eight. */
  static final int WAITING = 28;
  /** So many are looked at even when nobody among them is suspected. */
  static final int MEMBERS = 64;

  private final byte[] bucket;
  private final Settled settled;
  private final Hmac claims;
  private final List<Member> members = new ArrayList<>(2);
  private final List<Pair> pairs = new ArrayList<>();
  private int waiting;

  Window(byte[] bucket, Settled settled, Hmac claims) {
    this.bucket = bucket;
    this.settled = settled;
    this.claims = claims;
  }

  private record Member(byte order, Key key, long print) {}

  /** What is suspected, what is decided among it included. */
  List<Pair> pairs() {
    return pairs;
  }

  boolean full() {
    return waiting >= WAITING || members.size() >= MEMBERS;
  }

  /** Takes in the next member in the order of the bucket, unless it is full. */
  void add(byte[] at, byte[] print) {
    Member member = new Member(at[bucket.length], StoreKeys.key(at, bucket.length + 1), StoreKeys.number(print));
    if (full() || (differing() && settled.apart(member.key()))) {
      return;
    }
    if (differing()) {
      differs(member);
    } else {
      alike(member);
    }
    members.add(member);
  }

  private boolean differing() {
    return bucket[1] == Place.DIFFERING;
  }

  /** A claim that says otherwise than the one that is believed first. */
  private void differs(Member member) {
    if (!members.isEmpty() && members.getFirst().print() != member.print()) {
      suspect(new Pair(Pair.Kind.CLAIM, StoreKeys.key(bucket, 2), member.key()));
    }
  }

  /** Any two unless both have an identifier; who has one stays. */
  private void alike(Member member) {
    if (member.order() != Place.IDENTIFIED) {
      members.forEach(earlier -> suspect(new Pair(Pair.Kind.SUBJECTS, earlier.key(), member.key())));
    }
  }

  private void suspect(Pair pair) {
    pairs.add(pair);
    waiting += settled.nothing() || !settled.decided(pair.id(claims)) ? 1 : 0;
  }
}
