package cn.yilu.mappings;

import java.util.List;

/**
 * What a source states in one of its records. Its key is (source, record id, dataset).
 *
 * @param recordId the record's id at the source, as text; may be personal, so it never becomes a key as it stands
 * @param identifiers what may decide the subject; only valid ones
 * @param eventTime when the source says it became true, milliseconds since the epoch, or {@link #NO_TIME}
 * @param values Avro bytes of the dataset's shared schema; a reference field holds {@code kind:value} of an identifier
 * @param withdrawn whether the source no longer states it; values are then empty
 */
public record Claim(String dataset, String recordId, List<Identifier> identifiers, long eventTime, byte[] values,
    boolean withdrawn) {
  /** The source did not say when. */
  public static final long NO_TIME = Long.MIN_VALUE;
}
