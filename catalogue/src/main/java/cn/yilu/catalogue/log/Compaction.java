package cn.yilu.catalogue.log;

import java.time.Instant;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/**
 * Takes out of the log what need not be kept. Sequence numbers, order and the trail of every entry stay. It goes through a topic
 * in small steps, each whole or not at all, and may be broken off between any two; readers and appenders are not held
 * up. Of several at once on one log only one does something.
 */
public interface Compaction {

  /**
   * Of a keyed topic: takes out every entry that a later one of the same key replaced, and old deletes. The last entry of a key
   * stays where it is.
   *
   * @param goOn asked between two steps; false ends it
   */
  Freed compact(String topic, Bounds bounds, BooleanSupplier goOn);

  /**
   * Of a topic of events: takes out what happened before then, from the first block on up to the first one with anything
   * recorded since. What says no time of its own stays.
   */
  Freed expire(String topic, long upTo, Instant before, BooleanSupplier goOn);

  /** Of a topic of what expires: takes out everything from the first block on up to the first one with anything since then. */
  Freed drop(String topic, Instant before, BooleanSupplier goOn);

  /** Takes out positions whose names begin with this and that were made before then; answers how many. */
  int dropPositions(String prefix, Instant before);

  /** How a topic stands. */
  Standing standing(String topic);

  /**
   * What may be taken out.
   *
   * @param upTo nothing beyond this sequence number is touched or regarded: who folds the topic must have passed it
   * @param settled nothing recorded since then is touched or regarded
   * @param deletes deletes recorded before then are forgotten
   */
  record Bounds(long upTo, Instant settled, Instant deletes) {}

  /** What was taken out, and how many bytes the blocks took before and take now, the trail included. */
  record Freed(long entries, long bytesBefore, long bytesAfter) {
    public static final Freed NOTHING = new Freed(0, 0, 0);

    public Freed plus(Freed other) {
      return new Freed(entries + other.entries, bytesBefore + other.bytesBefore, bytesAfter + other.bytesAfter);
    }

    public long bytes() {
      return bytesBefore - bytesAfter;
    }
  }

  /**
   * How a topic stands.
   *
   * @param cleaned sequence number up to which each key has only one entry
   * @param left how many entries are left up to there
   * @param ran when it was last gone through to the end
   * @param freed by all compactions since ever
   */
  record Standing(long head, long cleaned, long left, Optional<Instant> ran, Freed freed) {}
}
