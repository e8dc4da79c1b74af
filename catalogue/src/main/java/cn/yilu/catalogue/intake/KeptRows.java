package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.http.model.RuleCount;
import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Log;
import cn.yilu.mappings.Finding;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.springframework.stereotype.Component;

/** Reads rows that are kept for a while with what is wrong with them: rejected ones, and those that were used all the same. */
@Component
final class KeptRows {
  private static final int STRETCH = 500;
  private static final int MOST_LOOKED_AT = 20_000;
  private static final int MOST_COUNTED = 100;

  private final Log log;
  private final Sealer sealer;

  KeptRows(Log log, Sealer sealer) {
    this.log = log;
    this.sealer = sealer;
  }

  /** A row with where it stands. */
  record Kept(long sequence, Entry entry, KeptRow row) {}

  /** Rows found, and where to go on below; 0 at the end. */
  record Found(List<Kept> rows, long before) {}

  /**
   * At most {@code limit} rows with a sequence number below {@code before} that fit, newest first; of a long list only so
   * many are looked at in one call.
   */
  Found find(String topic, long before, int limit, KeptFilter filter, Predicate<Entry> wanted) {
    List<Kept> rows = new ArrayList<>();
    long from = Math.min(before - 1, log.head(topic));
    long gone = log.forgotten(topic).upTo();
    long last = from;
    while (last > gone && rows.size() < limit && from - last < MOST_LOOKED_AT) {
      List<Kept> stretch = read(topic, Math.max(0, last - STRETCH), last, wanted.and(filter::mayFit));
      last = Math.max(0, last - STRETCH);
      for (Kept row : stretch.reversed()) {
        if (rows.size() == limit) {
          last = Math.max(last, row.sequence());
          break;
        }
        if (filter.fits(row.row())) {
          rows.add(row);
        }
      }
    }
    return new Found(rows, last <= gone ? 0 : last + 1);
  }

  /** Rows above one sequence number up to another, oldest first; entries that end others are left out. */
  List<Kept> read(String topic, long after, long last, Predicate<Entry> wanted) {
    List<Kept> rows = new ArrayList<>();
    long at = after;
    while (at < last) {
      List<Block> blocks = log.read(topic, at, (int) Math.min(last - at, 5_000));
      if (blocks.isEmpty()) {
        break;
      }
      for (Block block : blocks) {
        for (int i = 0; i < block.entries().size() && block.sequence(i) <= last; i++) {
          Entry entry = block.entries().get(i);
          if (entry.kind() == Entry.Kind.UPSERT && block.sequence(i) > after && wanted.test(entry)) {
            rows.add(new Kept(block.sequence(i), entry, open(entry)));
          }
        }
        at = block.last();
      }
    }
    return rows;
  }

  /** Which rules the newest 20,000 rows break in which column, in how many rows; the most frequent 100 first. */
  List<RuleCount> rules(String topic, Predicate<Entry> wanted) {
    long head = log.head(topic);
    Map<Broken, Long> rows = new HashMap<>();
    for (long at = Math.max(0, head - MOST_LOOKED_AT); at < head; at += STRETCH) {
      for (Kept kept : read(topic, at, Math.min(head, at + STRETCH), wanted)) {
        Set<Broken> broken = new HashSet<>();
        for (Finding finding : kept.row().findings()) {
          broken.add(new Broken(finding.rule(), finding.column()));
        }
        broken.forEach(one -> rows.merge(one, 1L, Long::sum));
      }
    }
    return rows.entrySet().stream()
        .sorted(Map.Entry.<Broken, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
        .limit(MOST_COUNTED)
        .map(entry -> new RuleCount(entry.getKey().rule(), entry.getKey().column(), entry.getValue())).toList();
  }

  private record Broken(String rule, String column) implements Comparable<Broken> {
    private static final Comparator<Broken> ORDER = Comparator.comparing(Broken::rule).thenComparing(Broken::column);

    @Override
    public int compareTo(Broken other) {
      return ORDER.compare(this, other);
    }
  }

  private KeptRow open(Entry entry) {
    return sealer.open(entry.payload()).map(KeptRow::decode).orElse(KeptRow.EXPIRED);
  }
}
