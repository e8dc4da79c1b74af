package cn.yilu.catalogue.feed;

import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Log;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;

/**
 * Reads the log for feeds, and keeps what a page left over for the page that comes next: a stored block holds more
 * entries than a page takes, and decoding it once for every page would be most of the work. While a page is on its way
 * what follows is read. Keeps at most 60,000 entries, whose places are forgotten oldest first; being records that do
 * not change, they are as good as read anew.
 */
final class ReadAhead {
  private static final int MOST_KEPT = 60_000;
  private static final int AT_ONCE = Stretch.MOST_ENTRIES;
  private static final int READERS = 2;

  private final Log log;
  private final Map<Place, List<Block>> kept = new LinkedHashMap<>();
  private final Semaphore readers = new Semaphore(READERS);
  private int size;

  ReadAhead(Log log) {
    this.log = log;
  }

  private record Place(String topic, long after) {}

  /** Entries after this one; empty when there is nothing newer. */
  List<Block> read(String topic, long after) {
    List<Block> blocks = take(new Place(topic, after));
    return blocks.isEmpty() ? log.read(topic, after, AT_ONCE) : blocks;
  }

  /** Keeps what lies behind {@code to} for the next page, and reads on when that is nothing. */
  void keep(String topic, long to, List<Block> read) {
    List<Block> rest = new ArrayList<>();
    for (Block block : read) {
      if (block.last() > to) {
        rest.add(block);
      }
    }
    if (!rest.isEmpty()) {
      put(new Place(topic, to), rest);
    } else if (readers.tryAcquire()) {
      Thread.startVirtualThread(() -> fetch(new Place(topic, to)));
    }
  }

  private void fetch(Place place) {
    try {
      List<Block> blocks = log.read(place.topic(), place.after(), AT_ONCE);
      if (!blocks.isEmpty()) {
        put(place, blocks);
      }
    } finally {
      readers.release();
    }
  }

  private synchronized List<Block> take(Place place) {
    List<Block> blocks = kept.remove(place);
    size -= blocks == null ? 0 : entries(blocks);
    return blocks == null ? List.of() : blocks;
  }

  private synchronized void put(Place place, List<Block> blocks) {
    take(place);
    kept.put(place, blocks);
    size += entries(blocks);
    while (size > MOST_KEPT) {
      take(kept.keySet().iterator().next());
    }
  }

  private static int entries(List<Block> blocks) {
    return blocks.stream().mapToInt(block -> 1 + block.entries().size()).sum();
  }
}
