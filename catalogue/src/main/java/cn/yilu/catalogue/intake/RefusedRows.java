package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.log.Key;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Rows of one full delivery that could not be used although it is known which records they are about: those records were
 * in the delivery. Held in memory only, so that of a delivery that goes on after a restart it is not known.
 */
final class RefusedRows {
  private static final int MOST = 5_000;
  private final long delivery;
  private final Set<Key> records = new HashSet<>();
  private long rows;
  private boolean known = true;

  /** @param delivery its number; 0 for none that was seen from its beginning */
  RefusedRows(long delivery) {
    this.delivery = delivery;
  }

  /** One more, with the keys of its records; none when they cannot be told. */
  void add(List<Key> keys) {
    rows++;
    known &= !keys.isEmpty() && records.size() + keys.size() <= MOST;
    if (known) {
      records.addAll(keys);
    }
  }

  /** Something was not taken to its end, so that rows may be counted twice or not at all. */
  void lost() {
    known = false;
  }

  /** Whether a refused row of this delivery may be one of those that are missing. */
  boolean mayBeMissing(SnapshotState state) {
    boolean all = state.number() == delivery && known && rows == state.rejected();
    return !all && (state.rejected() > 0 || (state.number() == delivery && rows > 0));
  }

  /** Records that were in this delivery although nothing was taken of them. */
  Set<Key> of(SnapshotState state) {
    return state.number() == delivery ? Set.copyOf(records) : Set.of();
  }
}
