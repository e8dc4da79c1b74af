package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.http.model.Rejection;
import cn.yilu.catalogue.http.model.RuleCount;
import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.log.Log;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Reads rejected rows (问题数据) back, newest first. A row that a replay used has a later entry that ends it. */
@Component
final class Rejections {
  private final Log log;
  private final KeptRows kept;
  private final Map<String, Replayed> replayed = new ConcurrentHashMap<>();

  Rejections(Log log, KeptRows kept) {
    this.log = log;
    this.kept = kept;
  }

  /** Rows found, and where to go on below; 0 at the end. */
  record Found(List<Rejection> rows, long before) {}

  /** At most {@code limit} rows that fit, below a sequence number; those that wait, or those that a replay used. */
  Found find(String source, long before, int limit, KeptFilter filter, boolean used) {
    Map<Key, Long> ended = replayed(source);
    KeptRows.Found found = kept.find(topic(source), before, limit, filter,
        entry -> ended.containsKey(entry.key()) == used);
    return new Found(found.rows().stream().map(row -> view(row, ended)).toList(), found.before());
  }

  /** Rows that wait, above one sequence number up to another, oldest first. */
  List<KeptRows.Kept> waiting(String source, long after, long last, KeptFilter filter) {
    Map<Key, Long> ended = replayed(source);
    return kept.read(topic(source), after, last, entry -> !ended.containsKey(entry.key()) && filter.mayFit(entry))
        .stream().filter(row -> filter.fits(row.row())).toList();
  }

  /** Which rules the rows that wait break. */
  List<RuleCount> rules(String source) {
    Map<Key, Long> ended = replayed(source);
    return kept.rules(topic(source), entry -> !ended.containsKey(entry.key()));
  }

  long head(String source) {
    return log.head(topic(source));
  }

  /** When each row that a replay used was used. */
  private Map<Key, Long> replayed(String source) {
    return replayed.computeIfAbsent(source, id -> new Replayed()).upTo(topic(source), log.head(topic(source)));
  }

  private static String topic(String source) {
    return "rejections/" + source;
  }

  private static Rejection view(KeptRows.Kept found, Map<Key, Long> ended) {
    KeptRow row = found.row();
    Rejection view = new Rejection(found.sequence(), row.delivery(), row.row(), FindingViews.of(row.findings()))
        .raw(row.raw()).received(FindingViews.at(found.entry().recordedTime()));
    Optional.ofNullable(ended.get(found.entry().key())).ifPresent(time -> view.replayed(FindingViews.at(time)));
    return view;
  }

  /** Rows of one source that are ended, as far as its topic was read. */
  private final class Replayed {
    private final Map<Key, Long> ended = new HashMap<>();
    private long at;

    synchronized Map<Key, Long> upTo(String topic, long head) {
      while (at < head) {
        List<Block> blocks = log.read(topic, at, 20_000);
        if (blocks.isEmpty()) {
          break;
        }
        for (Block block : blocks) {
          block.entries().stream().filter(entry -> entry.kind() == Entry.Kind.DELETE)
              .forEach(entry -> ended.put(entry.key(), entry.recordedTime()));
        }
        at = blocks.getLast().last();
      }
      return Map.copyOf(ended);
    }
  }
}
