package cn.yilu.catalogue.log;

import java.util.List;

/**
 * One entry: a header that may be read by machinery, and a payload whose shape its topic knows.
 *
 * @param source id of the source, or of the part of the service that speaks
 * @param eventTime milliseconds since the epoch, {@link #NO_TIME} when not stated
 * @param recordedTime milliseconds since the epoch, when it was appended; of a claim, when the source stated it to us
 * @param schema id of the payload's schema as hexadecimal text, empty when the topic's own
 * @param area division or grid code, empty when it has none
 * @param left areas the key was in before and left, with the sequence number of the entry by which it left; when
 *        appending, {@link #HERE} says "by this entry"
 */
public record Entry(Key key, Kind kind, String source, long eventTime, long recordedTime, String schema, String area,
    List<Left> left, byte[] payload) {
  public static final long NO_TIME = Long.MIN_VALUE;
  public static final long HERE = 0;

  /** What an entry does to its key. */
  public enum Kind {
    UPSERT, DELETE
  }

  /** An area that was left. */
  public record Left(String area, long sequence) {}
}
