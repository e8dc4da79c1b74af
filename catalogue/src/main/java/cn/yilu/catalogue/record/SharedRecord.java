package cn.yilu.catalogue.record;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * Payload of a {@code records/<dataset>} entry: the merged values and who said so.
 *
 * @param claims how many claims stand behind the record
 * @param sayings distinct pairs of source and time
 * @param saidBy per field of the schema the index of its saying, or -1 where nobody stated the field
 * @param values Avro bytes of the shared schema; a reference field holds a subject key as 32 hexadecimal digits
 */
public record SharedRecord(int claims, List<Saying> sayings, int[] saidBy, byte[] values) {

  public SharedRecord {
    sayings = List.copyOf(sayings);
  }

  /** A source, and when it says the value became true: milliseconds since the epoch, Long.MIN_VALUE if it did not say. */
  public record Saying(String source, long time) {}

  /** The bytes as they stand in the log. */
  public byte[] encode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(values.length + 64);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    try {
      encoder.writeInt(claims);
      encoder.writeInt(sayings.size());
      for (Saying saying : sayings) {
        encoder.writeString(saying.source());
        encoder.writeLong(saying.time());
      }
      encoder.writeInt(saidBy.length);
      for (int index : saidBy) {
        encoder.writeInt(index);
      }
      encoder.writeBytes(values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** Reads what {@link #encode} wrote. */
  public static SharedRecord decode(byte[] payload) {
    BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(payload, null);
    try {
      int claims = decoder.readInt();
      int count = decoder.readInt();
      List<Saying> sayings = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        sayings.add(new Saying(decoder.readString(), decoder.readLong()));
      }
      int[] saidBy = new int[decoder.readInt()];
      for (int i = 0; i < saidBy.length; i++) {
        saidBy[i] = decoder.readInt();
      }
      java.nio.ByteBuffer bytes = decoder.readBytes(null);
      byte[] values = new byte[bytes.remaining()];
      bytes.get(values);
      return new SharedRecord(claims, sayings, saidBy, values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
