package cn.yilu.catalogue.record;

/**
 * When the claim that stands was stated.
 *
 * @param recorded milliseconds since the epoch, when it was received
 * @param time milliseconds since the epoch, when the source says it was so; {@code Entry.NO_TIME} when it does not
 */
public record Stated(long recorded, long time) {

  /** Whether it is the later one; of two that were received together the one that bears the later time. */
  public boolean isAfter(Stated other) {
    return recorded > other.recorded || (recorded == other.recorded && time > other.time);
  }
}
