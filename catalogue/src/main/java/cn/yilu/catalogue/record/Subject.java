package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** All claims about one subject and the record last appended for it. Changed only by its dataset's merger. */
final class Subject {
  private static final byte[] NOTHING = new byte[0];

  private final List<HeldClaim> claims;
  private byte[] record = NOTHING;
  private String area = "";
  private List<Entry.Left> left = List.of();

  Subject() {
    this.claims = new ArrayList<>(2);
  }

  private Subject(List<HeldClaim> claims) {
    this.claims = claims;
  }

  List<HeldClaim> claims() {
    return claims;
  }

  /** Whether a record is current, rather than none yet or a deleted one. */
  boolean recorded() {
    return record.length > 0;
  }

  /** Payload of the current record, empty when there is none. */
  byte[] record() {
    return record;
  }

  String area() {
    return area;
  }

  /** Areas the record was in and left, with the sequence numbers of the entries by which it left. */
  List<Entry.Left> left() {
    return left;
  }

  void put(HeldClaim claim) {
    remove(claim.key());
    claims.add(claim);
  }

  void remove(Key claim) {
    claims.removeIf(held -> held.key().equals(claim));
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
    record = entry.kind() == Entry.Kind.DELETE ? NOTHING : entry.payload();
    area = entry.area();
    left = entry.left().stream()
        .map(l -> l.sequence() == Entry.HERE ? new Entry.Left(l.area(), sequence) : l).toList();
  }

  byte[] encode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(512);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    try {
      encoder.writeInt(claims.size());
      for (HeldClaim claim : claims) {
        encoder.writeFixed(claim.key().bytes());
        encoder.writeString(claim.source());
        encoder.writeString(claim.department());
        encoder.writeString(claim.recordId());
        encoder.writeLong(claim.time());
        encoder.writeBytes(claim.values());
      }
      encoder.writeBytes(record);
      encoder.writeString(area);
      encoder.writeInt(left.size());
      for (Entry.Left l : left) {
        encoder.writeString(l.area());
        encoder.writeLong(l.sequence());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static Subject decode(byte[] bytes) {
    BinaryDecoder in = DecoderFactory.get().binaryDecoder(bytes, null);
    try {
      int count = in.readInt();
      List<HeldClaim> claims = new ArrayList<>(count + 1);
      byte[] key = new byte[16];
      for (int i = 0; i < count; i++) {
        in.readFixed(key);
        claims.add(new HeldClaim(Key.of(key), in.readString(), in.readString(), in.readString(), in.readLong(),
            bytes(in)));
      }
      Subject subject = new Subject(claims);
      subject.record = bytes(in);
      subject.area = in.readString();
      int lefts = in.readInt();
      List<Entry.Left> left = new ArrayList<>(lefts);
      for (int i = 0; i < lefts; i++) {
        left.add(new Entry.Left(in.readString(), in.readLong()));
      }
      subject.left = left;
      return subject;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static byte[] bytes(BinaryDecoder in) throws IOException {
    ByteBuffer buffer = in.readBytes(null);
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }
}
