package cn.yilu.catalogue.duplicate;

import cn.yilu.catalogue.reconcile.Drift;
import java.util.Arrays;

/** Counts under how many keys two stores differ, how far they are left aside. */
final class Difference {
  private long checked;
  private long differing;

  private Difference() {}

  static Drift of(String part, SuspicionStore held, SuspicionStore anew) {
    Difference difference = new Difference();
    for (byte kind : new byte[]{StoreKeys.PLACES, StoreKeys.BUCKET, StoreKeys.SUSPICION, StoreKeys.DECISION,
        StoreKeys.APART}) {
      byte[] prefix = StoreKeys.kind(kind);
      held.scan(prefix, prefix, (key, value) -> difference.count(Arrays.equals(value, anew.get(key))));
      anew.scan(prefix, prefix, (key, value) -> held.get(key) != null || difference.count(false));
    }
    return new Drift(part, difference.checked, difference.differing, 0);
  }

  private boolean count(boolean same) {
    checked++;
    differing += same ? 0 : 1;
    return true;
  }
}
