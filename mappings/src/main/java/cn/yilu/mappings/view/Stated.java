package cn.yilu.mappings.view;

import java.util.Arrays;

/**
 * One merged record as it stands in the log, opened but not decoded: where its values begin and who stated each field.
 * Made once and filled again for every record.
 */
public final class Stated {
  private byte[] bytes = new byte[0];
  private int valuesAt;
  private int claims;
  private int sayings;
  private int[] sourceFrom = new int[8];
  private int[] sourceTo = new int[8];
  private long[] times = new long[8];
  private int[] saidBy = new int[32];
  private int fields;

  /** Begins a record that lies in these bytes; so many claims stand behind it. */
  public void open(byte[] record, int claimCount) {
    bytes = record;
    claims = claimCount;
    sayings = 0;
    fields = 0;
  }

  /** The next saying: UTF-8 of its source from and to, and its time, {@link Long#MIN_VALUE} when it did not say. */
  public void saying(int from, int to, long time) {
    if (sayings == times.length) {
      sourceFrom = Arrays.copyOf(sourceFrom, sayings * 2);
      sourceTo = Arrays.copyOf(sourceTo, sayings * 2);
      times = Arrays.copyOf(times, sayings * 2);
    }
    sourceFrom[sayings] = from;
    sourceTo[sayings] = to;
    times[sayings++] = time;
  }

  /** The saying behind the next field of the schema, -1 where nobody stated it. */
  public void by(int saying) {
    if (saying >= sayings) {
      throw new IllegalArgumentException("a field is said by saying " + saying + " of " + sayings);
    }
    if (fields == saidBy.length) {
      saidBy = Arrays.copyOf(saidBy, fields * 2);
    }
    saidBy[fields++] = saying;
  }

  /** Where the Avro bytes of the shared schema begin. */
  public void values(int at) {
    valuesAt = at;
  }

  byte[] bytes() {
    return bytes;
  }

  int valuesAt() {
    return valuesAt;
  }

  int claims() {
    return claims;
  }

  int sayings() {
    return sayings;
  }

  int sourceFrom(int saying) {
    return sourceFrom[saying];
  }

  int sourceTo(int saying) {
    return sourceTo[saying];
  }

  long time(int saying) {
    return times[saying];
  }

  /** The saying behind a field, -1 when nobody stated it. */
  int saidBy(int field) {
    return field < fields ? saidBy[field] : -1;
  }
}
