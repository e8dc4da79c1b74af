package cn.yilu.catalogue.log;

import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/** What is kept of every entry for good: sequence number, key, kind, area and the areas its key left. */
final class Trail {
  private Trail() {}

  static Entry of(Entry entry) {
    return new Entry(entry.key(), entry.kind(), "", 0, 0, "", entry.area(), entry.left(), new byte[0]);
  }

  /** The trail after a sequence number, of the blocks there and the rows of what is there no longer. */
  static Block of(String topic, long after, List<Block> held, List<StoredRow> gone, int most) {
    long last = last(after, held, gone, most);
    SortedMap<Long, Entry> entries = new TreeMap<>();
    gone.forEach(row -> add(row.block(topic), after, last, entries));
    held.forEach(block -> add(block, after, last, entries));
    return block(after + 1, last, entries);
  }

  /** When the last row told is not the last there is, nothing is known beyond its beginning. */
  private static long last(long after, List<Block> held, List<StoredRow> gone, int most) {
    long end = held.getLast().last();
    long count = gone.stream().filter(row -> row.first() > after + 1).mapToLong(row -> row.stored().count()).sum();
    return count < most ? end : Math.min(end, gone.getLast().first());
  }

  private static void add(Block block, long after, long last, SortedMap<Long, Entry> entries) {
    for (int i = block.indexAfter(after); i < block.indexAfter(last); i++) {
      entries.put(block.sequence(i), of(block.entries().get(i)));
    }
  }

  /** What is left of a range, by sequence number. */
  static Block block(long first, long last, SortedMap<Long, Entry> entries) {
    return new Block(first, last, List.copyOf(entries.values()),
        entries.keySet().stream().mapToLong(Long::longValue).toArray());
  }
}
