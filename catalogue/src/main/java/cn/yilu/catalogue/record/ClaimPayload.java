package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.AvroReader;
import cn.yilu.catalogue.log.AvroWriter;
import cn.yilu.mappings.Identifier;
import java.util.ArrayList;
import java.util.List;

/**
 * Payload of a {@code claims/<dataset>} entry; empty for a withdrawn claim.
 *
 * @param department of the source when it made the claim
 * @param recordId the record's id at the source
 * @param identifiers what may decide the subject
 * @param values Avro bytes of the shared schema; a reference field holds {@code kind:value}
 */
public record ClaimPayload(String department, String recordId, List<Identifier> identifiers, byte[] values) {

  static final ClaimPayload NONE = new ClaimPayload("", "", List.of(), new byte[0]);

  public ClaimPayload {
    identifiers = List.copyOf(identifiers);
  }

  /** The bytes as they stand in the log: Avro strings, a count, pairs of strings, and bytes. */
  public byte[] encode() {
    AvroWriter out = new AvroWriter(values.length + 128);
    out.text(department);
    out.text(recordId);
    out.number(identifiers.size());
    for (Identifier identifier : identifiers) {
      out.text(identifier.kind());
      out.text(identifier.value());
    }
    out.bytes(values);
    return out.toBytes();
  }

  /** Reads what {@link #encode} wrote; anything else is an {@link IndexOutOfBoundsException}. */
  public static ClaimPayload decode(byte[] payload) {
    return decode(payload, NONE);
  }

  /** The same; department and kinds of identifiers are shared with the claim before, which mostly has the same. */
  static ClaimPayload decode(byte[] payload, ClaimPayload before) {
    AvroReader in = new AvroReader(payload);
    String department = in.text(before.department());
    String recordId = in.text();
    int count = in.index();
    List<Identifier> identifiers = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      String likely = i < before.identifiers().size() ? before.identifiers().get(i).kind() : "";
      identifiers.add(new Identifier(in.text(likely), in.text()));
    }
    return new ClaimPayload(department, recordId, identifiers, in.bytes());
  }
}
