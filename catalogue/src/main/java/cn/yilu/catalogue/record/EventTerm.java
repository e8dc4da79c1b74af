package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.Appended;
import cn.yilu.catalogue.log.Batch;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Log;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Until when the events of a dataset are over (保存期满), as a position of the log: what happened before then is as if it had
 * never come, for everybody who reads the log, whether it is still there or not. An event without a time has no end.
 */
public record EventTerm(long end) {
  static final EventTerm NONE = new EventTerm(Long.MIN_VALUE);

  static EventTerm of(Log log, String dataset) {
    return log.position(position(dataset)).map(EventTerm::decode).orElse(NONE);
  }

  /** Sets the end to then, unless it is later already; answers the end that holds. */
  public static Instant end(Log log, String dataset, Instant then) {
    EventTerm next = new EventTerm(then.toEpochMilli());
    while (true) {
      byte[] now = log.position(position(dataset)).orElse(null);
      if (now != null && decode(now).end >= next.end) {
        return Instant.ofEpochMilli(decode(now).end);
      }
      if (log.append(new Batch(Map.of(), List.of(new Batch.Move(position(dataset), now, next.encode()))))
          .join() instanceof Appended.Committed) {
        return then;
      }
    }
  }

  private static String position(String dataset) {
    return "over/" + dataset;
  }

  boolean isOver(Entry event) {
    return event.eventTime() != Entry.NO_TIME && event.eventTime() < end;
  }

  byte[] encode() {
    return ByteBuffer.allocate(Long.BYTES).putLong(end).array();
  }

  static EventTerm decode(byte[] bytes) {
    return new EventTerm(ByteBuffer.wrap(bytes).getLong());
  }
}
