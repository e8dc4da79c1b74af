package cn.yilu.catalogue.log;

import java.util.ArrayList;
import java.util.List;

/** A range of entries parted into those that stay and those of which only the trail stays. */
final class Parted {
  private final long first;
  private final long last;
  private final List<Entry> staying = new ArrayList<>();
  private final List<Long> stayingAt = new ArrayList<>();
  private final List<Entry> going = new ArrayList<>();
  private final List<Long> goingAt = new ArrayList<>();
  private long forgotten;

  Parted(long first, long last) {
    this.first = first;
    this.last = last;
  }

  void stays(long sequence, Entry entry) {
    staying.add(entry);
    stayingAt.add(sequence);
  }

  void goes(long sequence, Entry entry) {
    going.add(Trail.of(entry));
    goingAt.add(sequence);
  }

  /** It goes, and nothing that stays tells that. */
  void forgotten(long sequence, Entry entry) {
    goes(sequence, entry);
    forgotten = sequence;
  }

  int gone() {
    return going.size();
  }

  CompactionTables.Replacement replacement() {
    return new CompactionTables.Replacement(rows(first, last, staying, stayingAt),
        going.isEmpty() ? List.of() : rows(goingAt.getFirst(), goingAt.getLast(), going, goingAt), forgotten);
  }

  private static List<StoredRow> rows(long first, long last, List<Entry> entries, List<Long> at) {
    long[] sequences = at.stream().mapToLong(Long::longValue).toArray();
    return StoredBlock.cut(new Block(first, last, entries, sequences)).stream().map(StoredRow::of).toList();
  }
}
