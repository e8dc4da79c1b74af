package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.AvroReader;
import cn.yilu.catalogue.log.AvroWriter;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * All claims about one subject, and by what to know the record last appended for it. The record itself is not kept: it
 * is what the claims fold to, and keeping it would double what is written. Changed only by its dataset's merger.
 */
final class Subject {
  private static final Key NOTHING = new Key(0, 0);

  private final List<HeldClaim> claims = new ArrayList<>(1);
  private Key record = NOTHING;
  private String area = "";
  private List<Entry.Left> left = List.of();

  List<HeldClaim> claims() {
    return claims;
  }

  /** Whether a record is current, rather than none yet or a deleted one. */
  boolean recorded() {
    return !record.equals(NOTHING);
  }

  /** Whether this is the payload of the current record. */
  boolean recorded(byte[] payload) {
    return recorded() && record.equals(fingerprint(payload));
  }

  String area() {
    return area;
  }

  /** Areas the record was in and left, with the sequence numbers of the entries by which it left. */
  List<Entry.Left> left() {
    return left;
  }

  void put(HeldClaim claim) {
    for (int i = 0; i < claims.size(); i++) {
      if (claims.get(i).key().equals(claim.key())) {
        claims.set(i, claim);
        return;
      }
    }
    claims.add(claim);
  }

  void remove(Key claim) {
    claims.removeIf(held -> held.key().equals(claim));
  }

  /** Takes a claim out, to be put under another subject. */
  Optional<HeldClaim> take(Key claim) {
    Optional<HeldClaim> found = claims.stream().filter(held -> held.key().equals(claim)).findFirst();
    found.ifPresent(claims::remove);
    return found;
  }

  /** Areas left once the record is in this area; {@link Entry#HERE} marks the one left by the coming entry. */
  List<Entry.Left> leftFor(String next) {
    if (area.isEmpty() || area.equals(next)) {
      return left;
    }
    List<Entry.Left> all = new ArrayList<>(left);
    all.removeIf(earlier -> earlier.area().equals(area));
    all.add(new Entry.Left(area, Entry.HERE));
    return all;
  }

  /** Takes over what was appended for this subject. */
  void recorded(Entry entry, long sequence) {
    record = entry.kind() == Entry.Kind.DELETE ? NOTHING : fingerprint(entry.payload());
    area = entry.area();
    left = entry.left().isEmpty()
        ? List.of()
        : entry.left().stream().map(l -> l.sequence() == Entry.HERE ? new Entry.Left(l.area(), sequence) : l).toList();
  }

  /** No longer knows which areas were left up to there. */
  void forget(long upTo) {
    left = left.stream().filter(earlier -> earlier.sequence() > upTo).toList();
  }

  /** By what a record is known again. */
  static Key fingerprint(byte[] payload) {
    long[] hash = MurmurHash3.hash128x64(payload);
    return new Key(hash[0], hash[1]);
  }

  /** Writes it all; gives the writer back. */
  AvroWriter write(AvroWriter out) {
    out.number(claims.size());
    for (HeldClaim claim : claims) {
      out.fixed(claim.key());
      out.text(claim.source());
      out.text(claim.department());
      out.text(claim.recordId());
      out.number(claim.time());
      out.number(claim.recorded());
      out.bytes(claim.values());
    }
    out.fixed(record);
    out.text(area);
    out.number(left.size());
    for (Entry.Left l : left) {
      out.text(l.area());
      out.number(l.sequence());
    }
    return out;
  }

  static Subject decode(byte[] bytes) {
    Subject subject = new Subject();
    subject.read(bytes);
    return subject;
  }

  /** Fills a new subject with what {@link #write} wrote. */
  void read(byte[] bytes) {
    AvroReader in = new AvroReader(bytes);
    for (int count = in.index(); count > 0; count--) {
      claims.add(new HeldClaim(in.fixed(), in.text(), in.text(), in.text(), in.number(), in.number(), in.bytes()));
    }
    record = in.fixed();
    area = in.text();
    Entry.Left[] all = new Entry.Left[in.index()];
    for (int i = 0; i < all.length; i++) {
      all[i] = new Entry.Left(in.text(), in.number());
    }
    left = List.of(all);
  }
}
