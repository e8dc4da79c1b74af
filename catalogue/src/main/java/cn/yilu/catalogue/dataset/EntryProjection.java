package cn.yilu.catalogue.dataset;

import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.log.Log;
import java.util.Map;

/** Something derived from the catalogue entries. It can be thrown away at any time and is made again from the log. */
public interface EntryProjection extends AutoCloseable {

  /**
   * Opens it for this log and says up to which sequence number it has followed. What belongs to another log, to
   * another generation, or is beyond the head, is emptied and starts at 0.
   */
  long open(Log.Identity log, long head);

  /** Takes in entries that follow what it has, in one commit with the new position. */
  void apply(Block block);

  /** For how many entries it says something else than these, which are all there are. */
  long differing(Map<Key, CatalogueEntry> entries);

  @Override
  void close();
}
