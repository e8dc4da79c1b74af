package cn.yilu.catalogue.log;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the log holds of a range of sequence numbers, {@code first} to {@code last}. Where compaction took entries out, numbers
 * are left out; there may be no entry at all. Who has read a block has read everything up to its {@code last}.
 */
public final class Block {
  private final long first;
  private final long last;
  private final List<Entry> entries;
  /** Null when the entries' numbers follow each other from the first on. */
  private final long @Nullable [] sequences;

  /** Entries with contiguous sequence numbers, the first of which is {@code first}. */
  public Block(long first, List<Entry> entries) {
    this(first, first + entries.size() - 1, entries, null);
  }

  /** What is left of a range: entries with their sequence numbers, which ascend. */
  Block(long first, long last, List<Entry> entries, long @Nullable [] sequences) {
    this.first = first;
    this.last = last;
    this.entries = entries;
    this.sequences = entries.size() == last - first + 1 ? null : sequences;
  }

  public long first() {
    return first;
  }

  public long last() {
    return last;
  }

  public List<Entry> entries() {
    return entries;
  }

  /** Whether entries of the range were taken out. */
  public boolean sparse() {
    return sequences != null;
  }

  /** Sequence number of the entry at this index. */
  public long sequence(int index) {
    return sequences == null ? first + index : sequences[index];
  }

  /** How many entries have this sequence number or a lower one; so, the index of the first one after it. */
  public int indexAfter(long sequence) {
    if (sequences == null) {
      return Math.clamp(sequence - first + 1, 0, entries.size());
    }
    int found = Arrays.binarySearch(sequences, sequence);
    return found < 0 ? -found - 1 : found + 1;
  }

  /** What of it comes after a sequence number below its last. */
  public Block after(long sequence) {
    return sequence < first ? this : part(sequence + 1, last, indexAfter(sequence), entries.size());
  }

  /** What of it comes up to a sequence number not below its first. */
  public Block upTo(long sequence) {
    return sequence >= last ? this : part(first, sequence, 0, indexAfter(sequence));
  }

  /** The entries from one index up to another, which stand for this range. */
  Block part(long from, long to, int begin, int end) {
    return new Block(from, to, entries.subList(begin, end),
        sequences == null ? null : Arrays.copyOfRange(sequences, begin, end));
  }

  @Override
  public String toString() {
    return "block " + first + " to " + last + " with " + entries.size() + " entries";
  }
}
