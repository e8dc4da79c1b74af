package cn.yilu.catalogue.intake;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/**
 * What a source delivered so far and where it is: the value of its position in the log, so that counts and place
 * commit together with the claims they speak of.
 *
 * @param place where the connector goes on, in its own words; empty when it has no place
 * @param received rows or messages
 * @param findings flaws in rows that were used all the same
 * @param rejected rows that are kept since they could not be used; one that a replay uses counts no longer
 * @param repeated rows that could not be used, and are kept already from earlier the same day
 * @param lastReceived milliseconds since the epoch, 0 before the first
 */
record Tally(String place, long received, long used, long rejected, long findings, long lastReceived,
    long repeated) {
  static final Tally NONE = new Tally("", 0, 0, 0, 0, 0, 0);

  Optional<String> placed() {
    return place.isEmpty() ? Optional.empty() : Optional.of(place);
  }

  /** The same counts at another place. */
  Tally at(String other) {
    return new Tally(other, received, used, rejected, findings, lastReceived, repeated);
  }

  /** Rows that could not be used, those that are kept already among them. */
  long refused() {
    return rejected + repeated;
  }

  byte[] encode() {
    ByteArrayOutputStream out = new ByteArrayOutputStream(64);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    try {
      encoder.writeString(place);
      encoder.writeLong(received);
      encoder.writeLong(used);
      encoder.writeLong(rejected);
      encoder.writeLong(findings);
      encoder.writeLong(lastReceived);
      encoder.writeLong(repeated);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  static Tally decode(byte[] bytes) {
    BinaryDecoder in = DecoderFactory.get().binaryDecoder(bytes, null);
    try {
      return new Tally(in.readString(), in.readLong(), in.readLong(), in.readLong(), in.readLong(), in.readLong(),
          in.isEnd() ? 0 : in.readLong());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
