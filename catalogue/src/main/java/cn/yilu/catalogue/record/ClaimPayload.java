package cn.yilu.catalogue.record;

import cn.yilu.mappings.Identifier;
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

/**
 * Payload of a {@code claims/<dataset>} entry; empty for a withdrawn claim.
 *
 * @param department of the source when it made the claim
 * @param recordId the record's id at the source
 * @param identifiers what may decide the subject
 * @param values Avro bytes of the shared schema; a reference field holds {@code kind:value}
 */
public record ClaimPayload(String department, String recordId, List<Identifier> identifiers, byte[] values) {

  public ClaimPayload {
    identifiers = List.copyOf(identifiers);
  }

  /** The bytes as they stand in the log. */
  public byte[] encode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(values.length + 96);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    try {
      encoder.writeString(department);
      encoder.writeString(recordId);
      encoder.writeInt(identifiers.size());
      for (Identifier identifier : identifiers) {
        encoder.writeString(identifier.kind());
        encoder.writeString(identifier.value());
      }
      encoder.writeBytes(values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Reads what {@link #encode} wrote. */
  public static ClaimPayload decode(byte[] payload) {
    BinaryDecoder in = DecoderFactory.get().binaryDecoder(payload, null);
    try {
      String department = in.readString();
      String recordId = in.readString();
      int count = in.readInt();
      List<Identifier> identifiers = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        identifiers.add(new Identifier(in.readString(), in.readString()));
      }
      ByteBuffer bytes = in.readBytes(null);
      byte[] values = new byte[bytes.remaining()];
      bytes.get(values);
      return new ClaimPayload(department, recordId, identifiers, values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
