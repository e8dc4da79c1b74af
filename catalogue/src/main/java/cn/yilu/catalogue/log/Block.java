package cn.yilu.catalogue.log;

import java.util.List;

/** Entries with contiguous sequence numbers, the first of which is {@code first}. */
public record Block(long first, List<Entry> entries) {

  /** Sequence number of the entry at this index. */
  public long sequence(int index) {
    return first + index;
  }

  public long last() {
    return first + entries.size() - 1;
  }
}
