package cn.yilu.catalogue.log;

/** A stored block is not what was appended; it is to be restored from a backup. */
public final class CorruptBlock extends IllegalStateException {
  private static final long serialVersionUID = 1;

  CorruptBlock(String topic, long first, IllegalArgumentException cause) {
    super("block " + first + " of topic " + topic + " is corrupt: " + cause.getMessage(), cause);
  }
}
