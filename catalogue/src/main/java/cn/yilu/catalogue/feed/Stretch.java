package cn.yilu.catalogue.feed;

import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.record.RecordSlices;
import cn.yilu.catalogue.record.Versions;
import cn.yilu.mappings.view.Lines;
import cn.yilu.mappings.view.Stated;
import java.util.List;

/**
 * Part of a topic, looked through in order and written as lines: at most so many lines, 10,000 entries or 4 MiB. For
 * one thread.
 */
final class Stretch {
  static final int MOST_ENTRIES = 10_000;
  private static final int MOST_BYTES = 4 * 1024 * 1024;
  private static final int LINE_SIZE = 1024;
  private final Lines lines;
  private final int limit;
  private final AreaRule rule;
  private final Versions versions;
  private final long since;
  private final Stated record = new Stated();
  private long to;
  private int seen;
  private boolean sparse;

  /** Begins after an entry, for a reader who has seen everything up to {@code since}. */
  Stretch(Lines lines, int limit, AreaRule rule, Versions versions, long since, long after) {
    this.lines = lines;
    this.limit = limit;
    this.rule = rule;
    this.versions = versions;
    this.since = since;
    this.to = after;
  }

  /** Bytes that so many lines are likely to take. */
  static int capacity(int limit) {
    return Math.min(limit * LINE_SIZE, MOST_BYTES) + LINE_SIZE;
  }

  /** Looks through blocks that follow, as far as there is room. */
  void add(List<Block> blocks) {
    for (Block block : blocks) {
      sparse |= block.sparse();
      List<Entry> entries = block.entries();
      int next = block.indexAfter(to);
      while (next < entries.size() && hasRoom()) {
        add(entries.get(next));
        to = block.sequence(next);
        seen++;
        next++;
      }
      if (next < entries.size()) {
        return;
      }
      to = block.last();
    }
  }

  boolean hasRoom() {
    return lines.count() < limit && lines.size() < MOST_BYTES && seen < MOST_ENTRIES;
  }

  private void add(Entry entry) {
    switch (rule.of(entry, since)) {
      case RECORD -> {
        RecordSlices.open(versions.record(entry.schema(), entry.payload()), record);
        lines.upsert(entry.key().bytes(), entry.recordedTime(), record);
      }
      case GONE -> lines.delete(entry.key().bytes(), entry.recordedTime());
      case NOTHING -> {
      }
    }
  }

  /** Whether entries were taken out of what was looked through. */
  boolean sparse() {
    return sparse;
  }

  long to() {
    return to;
  }
}
