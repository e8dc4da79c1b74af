package cn.yilu.catalogue.log;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/** What is appended together: entries by topic, and positions that move with them. */
public record Batch(Map<String, List<Entry>> entries, List<Move> moves) {

  public Batch {
    entries = new LinkedHashMap<>(entries);
    moves = List.copyOf(moves);
  }

  /** A compare-and-set of a position; {@code expected} null means it must not exist yet. */
  public record Move(String name, byte @Nullable [] expected, byte[] next) {}
}
