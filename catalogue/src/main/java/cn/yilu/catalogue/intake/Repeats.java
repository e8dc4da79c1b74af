package cn.yilu.catalogue.intake;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import org.apache.commons.codec.digest.MurmurHash3;

/**
 * Knows by heart which rows were kept today, so that a source which is read as a whole again and again does not fill the
 * list with the same row each time. It is a memory of fixed size: a row that fell out of it, or came before a restart, is
 * kept once more. Rows are told apart by 64 bits of delivery, row, values and findings. Used by one thread.
 */
final class Repeats {
  private static final int SLOTS = 1 << 15;
  private static final long DAY = Duration.ofDays(1).toMillis();

  private final Clock clock;
  private final long[] slots = new long[SLOTS];
  private long day;

  Repeats(Clock clock) {
    this.clock = clock;
  }

  /** Whether this row was not kept yet today; from then on it was. */
  boolean first(byte[] row) {
    long today = clock.millis() / DAY;
    if (today != day) {
      clear();
      day = today;
    }
    long[] hash = MurmurHash3.hash128x64(row);
    int slot = (int) hash[1] & (SLOTS - 1);
    if (slots[slot] == hash[0]) {
      return false;
    }
    slots[slot] = hash[0];
    return true;
  }

  /** Forgets everything, since what was to be kept may not have been committed. */
  void clear() {
    Arrays.fill(slots, 0);
  }
}
