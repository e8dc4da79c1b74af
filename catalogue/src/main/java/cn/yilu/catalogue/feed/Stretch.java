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
  private final long from;
  private final Stated record = new Stated();
  private long to;

  /** Begins after an entry, for a reader who has seen everything up to {@code since}. */
  Stretch(Lines lines, int limit, AreaRule rule, Versions versions, long since, long after) {
    this.lines = lines;
    this.limit = limit;
    this.rule = rule;
    this.versions = versions;
    this.since = since;
    this.from = after;
    this.to = after;
  }

  /** Bytes that so many lines are likely to take. */
  static int capacity(int limit) {
    return Math.min(limit * LINE_SIZE, MOST_BYTES) + LINE_SIZE;
  }

  /** Looks through blocks that follow, as far as there is room. */
  void add(List<Block> blocks) {
    for (Block block : blocks) {
      List<Entry> entries = block.entries();
      for (int i = (int) Math.max(0, to + 1 - block.first()); i < entries.size() && hasRoom(); i++) {
        add(entries.get(i));
        to = block.sequence(i);
      }
    }
  }

  boolean hasRoom() {
    return lines.count() < limit && lines.size() < MOST_BYTES && to - from < MOST_ENTRIES;
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

  long to() {
    return to;
  }
}
