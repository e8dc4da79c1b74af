package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.log.Log;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Finds claims that a source stated up to a sequence number and not since, by reading the claims topic. What it holds is
 * bounded: when there are too many keys, it reads several times and looks at a part of the keys each time.
 */
final class Disappeared {
  private static final int MOST_HELD = 400_000;
  private static final int AT_ONCE = 20_000;

  private final Log log;
  private final int most;

  Disappeared(Log log) {
    this(log, MOST_HELD);
  }

  Disappeared(Log log, int most) {
    this.log = log;
    this.most = most;
  }

  /**
   * How many claims a source has, how many of them it had stated before, and how many of those it has not stated since.
   */
  record Count(long live, long known, long missing) {
    static final Count NONE = new Count(0, 0, 0);

    /** The same, of whose missing ones so many are not to go. */
    Count sparing(int count) {
      return new Count(live, known, missing - count);
    }

    Count plus(Count other) {
      return new Count(live + other.live, known + other.known, missing + other.missing);
    }
  }

  /** Hands over the keys of claims of this source that were stated up to {@code start} and not since, in parts. */
  Count find(String dataset, String source, long start, Consumer<List<Key>> missing) {
    int parts = 1;
    while (true) {
      try {
        Count count = Count.NONE;
        for (int part = 0; part < parts; part++) {
          count = count.plus(part(dataset, source, start, parts, part, missing));
        }
        return count;
      } catch (TooMany e) {
        parts *= 4;
      }
    }
  }

  private Count part(String dataset, String source, long start, int parts, int part, Consumer<List<Key>> missing) {
    Set<Key> before = new HashSet<>();
    Set<Key> since = new HashSet<>();
    long again = 0;
    String topic = "claims/" + dataset;
    long end = log.head(topic);
    for (long after = 0; after < end;) {
      List<Block> blocks = log.read(topic, after, AT_ONCE);
      for (Block block : blocks) {
        for (int i = 0; i < block.entries().size(); i++) {
          Entry entry = block.entries().get(i);
          if (entry.source().equals(source) && Math.floorMod(entry.key().low(), parts) == part) {
            again += take(entry, block.sequence(i) > start, before, since) ? 1 : 0;
          }
        }
      }
      if (before.size() + since.size() > most && parts < 1 << 16) {
        throw new TooMany();
      }
      after = blocks.isEmpty() ? end : blocks.getLast().last();
    }
    if (!before.isEmpty()) {
      missing.accept(new ArrayList<>(before));
    }
    return new Count(before.size() + since.size(), before.size() + again, before.size());
  }

  /**
   * A claim stands where it was stated last; a withdrawn one stands nowhere. True when one that was stated before is for
   * the first time stated since.
   */
  private static boolean take(Entry entry, boolean anew, Set<Key> before, Set<Key> since) {
    boolean stated = before.remove(entry.key());
    since.remove(entry.key());
    if (entry.kind() == Entry.Kind.DELETE) {
      return false;
    }
    (anew ? since : before).add(entry.key());
    return stated && anew;
  }

  /** There are more keys than are held at once. */
  private static final class TooMany extends RuntimeException {
    private static final long serialVersionUID = 1;

    TooMany() {
      super("too many keys", null, false, false);
    }
  }
}
