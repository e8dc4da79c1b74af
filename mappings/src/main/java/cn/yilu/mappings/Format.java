package cn.yilu.mappings;

import java.io.IOException;
import java.io.InputStream;

/** A form in which rows arrive. */
interface Format {

  /** Whether a delivery of this form lists each record once; messages and histories do not. */
  default boolean lists() {
    return true;
  }

  /**
   * Fills the reading's row again and again.
   *
   * @throws Unreadable when there is no going on
   */
  void read(InputStream in, Reading reading) throws IOException;
}
