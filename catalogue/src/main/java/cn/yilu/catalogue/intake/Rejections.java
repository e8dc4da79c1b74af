package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.http.model.Rejection;
import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Log;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.springframework.stereotype.Component;

/** Reads rejected rows (问题数据) back, newest first. */
@Component
final class Rejections {
  private final Log log;
  private final Sealer sealer;

  Rejections(Log log, Sealer sealer) {
    this.log = log;
    this.sealer = sealer;
  }

  /** At most {@code limit} rows with a sequence number below {@code before}. */
  List<Rejection> newest(String source, long before, int limit) {
    String topic = "rejections/" + source;
    long last = Math.min(before - 1, log.head(topic));
    long after = Math.max(0, last - limit);
    List<Rejection> rows = new ArrayList<>();
    while (after < last) {
      List<Block> blocks = log.read(topic, after, (int) (last - after));
      if (blocks.isEmpty()) {
        break;
      }
      for (Block block : blocks) {
        for (int i = 0; i < block.entries().size() && block.sequence(i) <= last; i++) {
          rows.add(view(block.sequence(i), block.entries().get(i)));
        }
        after = block.last();
      }
    }
    Collections.reverse(rows);
    return rows;
  }

  private Rejection view(long sequence, Entry entry) {
    RejectedRow row = sealer.open(entry.payload()).map(RejectedRow::decode)
        .orElse(RejectedRow.EXPIRED);
    return new Rejection(sequence, row.delivery(), row.row(), FindingViews.of(row.findings()))
        .raw(row.raw()).received(Instant.ofEpochMilli(entry.recordedTime()).atOffset(ZoneOffset.UTC));
  }
}
