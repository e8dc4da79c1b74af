package cn.yilu.catalogue.reconcile;

import java.util.function.Consumer;

/** Something derived from the log that can be compared with it. */
public interface Projection {

  /** What operators know it by. */
  String name();

  /**
   * Compares all of it with the log, for as long as that takes, and tells each part as soon as it is known. With
   * {@code repair}, what differs is made again. Throws when it cannot be compared.
   */
  void reconcile(boolean repair, Consumer<Drift> found);
}
