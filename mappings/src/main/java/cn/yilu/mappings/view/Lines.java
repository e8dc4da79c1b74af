package cn.yilu.mappings.view;

import java.io.InputStream;

/** Lines of a feed under one view, collected in memory in their order. For one thread. */
public abstract sealed class Lines permits JsonLines, AvroLines {
  private int count;

  Lines() {}

  /**
   * Adds what the view shows of a record.
   *
   * @param key the 16 bytes of the subject key
   * @param time when it changed, in milliseconds since the epoch
   * @throws IllegalArgumentException when the bytes are no record of the schema; nothing was added then
   */
  public final void upsert(byte[] key, long time, Stated record) {
    write(key, time, record);
    count++;
  }

  /** Adds that the reader no longer has a record of this key. */
  public final void delete(byte[] key, long time) {
    write(key, time);
    count++;
  }

  /** How many lines there are. */
  public final int count() {
    return count;
  }

  /** How many bytes the lines take so far. */
  public abstract int size();

  /** How many bytes there are to send. */
  public abstract long length();

  /** All of it, ready to be sent; nothing may be added any more. Can be asked for again. */
  public abstract InputStream content();

  abstract void write(byte[] key, long time, Stated record);

  abstract void write(byte[] key, long time);
}
