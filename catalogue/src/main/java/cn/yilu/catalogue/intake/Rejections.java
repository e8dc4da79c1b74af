package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.http.model.Rejection;
import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.log.Log;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.stereotype.Component;

/** Reads rejected rows (问题数据) back, newest first. A row that a replay used has a later entry that ends it. */
@Component
final class Rejections {
  private static final int STRETCH = 500;
  private static final int MOST_LOOKED_AT = 20_000;

  private final Log log;
  private final Sealer sealer;
  private final Map<String, Replayed> replayed = new ConcurrentHashMap<>();

  Rejections(Log log, Sealer sealer) {
    this.log = log;
    this.sealer = sealer;
  }

  /** Rows found, and where to go on below; 0 at the end. */
  record Found(List<Rejection> rows, long before) {}

  /** A row with where it stands. */
  record Waiting(long sequence, Entry entry, RejectedRow row) {}

  /** At most {@code limit} waiting rows with a sequence number below {@code before}. */
  List<Rejection> newest(String source, long before, int limit) {
    return find(source, before, limit, RejectionFilter.ALL, false).rows();
  }

  /** The same, those that fit; of a long list only so many are looked at in one call. */
  Found find(String source, long before, int limit, RejectionFilter filter, boolean used) {
    Map<Key, Long> ended = replayed(source);
    List<Rejection> rows = new ArrayList<>();
    long from = Math.min(before - 1, log.head(topic(source)));
    long gone = log.forgotten(topic(source)).upTo();
    long last = from;
    while (last > gone && rows.size() < limit && from - last < MOST_LOOKED_AT) {
      List<Waiting> stretch = read(source, Math.max(0, last - STRETCH), last);
      last = Math.max(0, last - STRETCH);
      for (Waiting row : stretch.reversed()) {
        if (rows.size() == limit) {
          last = Math.max(last, row.sequence());
          break;
        }
        if (ended.containsKey(row.entry().key()) == used && filter.mayFit(row.entry()) && filter.fits(row.row())) {
          rows.add(view(row, ended));
        }
      }
    }
    return new Found(rows, last <= gone ? 0 : last + 1);
  }

  /** Rows above one sequence number up to another, oldest first; entries that end others are left out. */
  List<Waiting> read(String source, long after, long last) {
    List<Waiting> rows = new ArrayList<>();
    long at = after;
    while (at < last) {
      List<Block> blocks = log.read(topic(source), at, (int) Math.min(last - at, 5_000));
      if (blocks.isEmpty()) {
        break;
      }
      for (Block block : blocks) {
        for (int i = 0; i < block.entries().size() && block.sequence(i) <= last; i++) {
          Entry entry = block.entries().get(i);
          if (entry.kind() == Entry.Kind.UPSERT && block.sequence(i) > after) {
            rows.add(new Waiting(block.sequence(i), entry, open(entry)));
          }
        }
        at = block.last();
      }
    }
    return rows;
  }

  long head(String source) {
    return log.head(topic(source));
  }

  /** When each row that a replay used was used. */
  Map<Key, Long> replayed(String source) {
    return replayed.computeIfAbsent(source, id -> new Replayed()).upTo(topic(source), log.head(topic(source)));
  }

  private static String topic(String source) {
    return "rejections/" + source;
  }

  private RejectedRow open(Entry entry) {
    return sealer.open(entry.payload()).map(RejectedRow::decode).orElse(RejectedRow.EXPIRED);
  }

  private static Rejection view(Waiting waiting, Map<Key, Long> ended) {
    RejectedRow row = waiting.row();
    Rejection view = new Rejection(waiting.sequence(), row.delivery(), row.row(), FindingViews.of(row.findings()))
        .raw(row.raw()).received(at(waiting.entry().recordedTime()));
    Optional.ofNullable(ended.get(waiting.entry().key())).ifPresent(time -> view.replayed(at(time)));
    return view;
  }

  private static OffsetDateTime at(long millis) {
    return Instant.ofEpochMilli(millis).atOffset(ZoneOffset.UTC);
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
