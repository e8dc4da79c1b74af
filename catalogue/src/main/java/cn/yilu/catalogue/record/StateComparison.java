package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.AvroWriter;
import java.util.Arrays;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/**
 * Counts under how many keys two states of one dataset differ. The order in which claims came does not count, nor what
 * only deletes told that the log has forgotten: which areas a record left.
 */
final class StateComparison {
  private static final byte[] NOTHING = new byte[0];

  private final DatasetState held;
  private final DatasetState rebuilt;
  private final long forgotten;
  private long checked;
  private long differing;

  private StateComparison(DatasetState held, DatasetState rebuilt, long forgotten) {
    this.held = held;
    this.rebuilt = rebuilt;
    this.forgotten = forgotten;
  }

  /**
   * The comparison of what is held with what was rebuilt; both must stand at the same position.
   *
   * @param forgotten up to which of the records deletes are forgotten
   */
  static StateComparison of(DatasetState held, DatasetState rebuilt, long forgotten) {
    StateComparison comparison = new StateComparison(held, rebuilt, forgotten);
    comparison.compare();
    return comparison;
  }

  long checked() {
    return checked;
  }

  long differing() {
    return differing;
  }

  private void compare() {
    held.scan((key, value) -> count(key, value, rebuilt.store().get(key)));
    rebuilt.scan((key, value) -> held.store().get(key) != null || count(key, value, null));
  }

  private boolean count(byte[] key, byte[] one, byte @Nullable [] other) {
    if (held.isAboutItself(key)) {
      return true;
    }
    checked++;
    boolean same = Arrays.equals(one, other)
        || (held.isSubject(key) && Arrays.equals(ordered(one), other == null ? NOTHING : ordered(other)));
    differing += same ? 0 : 1;
    return true;
  }

  /** A subject with its claims in the order of their keys; one without claim and record is as good as none. */
  private byte[] ordered(byte[] stored) {
    Subject subject = Subject.decode(stored);
    if (subject.claims().isEmpty() && !subject.recorded()) {
      return NOTHING;
    }
    subject.forget(forgotten);
    subject.claims().sort(Comparator.comparing(HeldClaim::key));
    return subject.write(new AvroWriter(stored.length)).toBytes();
  }
}
