package cn.yilu.connectors;

import java.time.Duration;

/**
 * How long a source that failed is left alone. The pause doubles from the first one on. After five failures in a row the
 * circuit is open: single tries, first {@code open} and at last {@code longest} apart, find out whether it is back.
 */
record Pace(Duration first, Duration open, Duration longest) {
  static final Pace USUAL = new Pace(Duration.ofSeconds(1), Duration.ofSeconds(30), Duration.ofMinutes(2));

  private static final int OPENS_AT = 5;

  /** @param failures in a row, at least 1 */
  Duration after(int failures) {
    if (!opens(failures)) {
      return first.multipliedBy(1L << (failures - 1));
    }
    Duration doubled = open.multipliedBy(1L << Math.min(failures - OPENS_AT, 8));
    return doubled.compareTo(longest) < 0 ? doubled : longest;
  }

  boolean opens(int failures) {
    return failures >= OPENS_AT;
  }
}
