package cn.yilu.mappings;

import java.io.IOException;
import java.io.InputStream;
import org.yaml.snakeyaml.nodes.Node;

/** A form in which rows arrive. */
interface Format {

  /** Whether a delivery of this form lists each record once; messages and histories do not. */
  default boolean lists() {
    return true;
  }

  /** Whether content that begins like this may be of this form; the last of a mapping's forms takes everything. */
  default boolean fits(byte[] head, int length) {
    return true;
  }

  /** The same, now that the columns a mapping reads are known; a column that this form cannot have is a fault. */
  default Format placed(Columns columns, Faults faults, Node root) {
    return this;
  }

  /**
   * Fills the reading's row again and again.
   *
   * @throws Unreadable when there is no going on
   */
  void read(InputStream in, Reading reading) throws IOException;
}
