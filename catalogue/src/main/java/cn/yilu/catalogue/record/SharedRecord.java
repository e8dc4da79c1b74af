package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.AvroReader;
import cn.yilu.catalogue.log.AvroWriter;
import cn.yilu.catalogue.log.Entry;
import java.util.List;

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

  /** The latest time anybody gave, {@link Entry#NO_TIME} when nobody gave one. */
  long latest() {
    long latest = Entry.NO_TIME;
    for (Saying saying : sayings) {
      latest = Math.max(latest, saying.time());
    }
    return latest;
  }

  /** The bytes as they stand in the log: counts before strings, longs and indexes, and the values as Avro bytes. */
  public byte[] encode() {
    return encode(new AvroWriter(values.length + saidBy.length + 48));
  }

  /** The same, written into room that is used again and again. */
  byte[] encode(AvroWriter out) {
    out.number(claims);
    out.number(sayings.size());
    for (Saying saying : sayings) {
      out.text(saying.source());
      out.number(saying.time());
    }
    out.number(saidBy.length);
    for (int index : saidBy) {
      out.number(index);
    }
    out.bytes(values);
    return out.toBytes();
  }

  /** Reads what {@link #encode} wrote; anything else is an {@link IndexOutOfBoundsException}. */
  public static SharedRecord decode(byte[] payload) {
    AvroReader in = new AvroReader(payload);
    int claims = in.index();
    Saying[] sayings = new Saying[in.index()];
    for (int i = 0; i < sayings.length; i++) {
      sayings[i] = new Saying(in.text(), in.number());
    }
    int[] saidBy = new int[in.index()];
    for (int i = 0; i < saidBy.length; i++) {
      saidBy[i] = in.index();
    }
    return new SharedRecord(claims, List.of(sayings), saidBy, in.bytes());
  }
}
