package cn.yilu.catalogue.compaction;

import cn.yilu.catalogue.log.Batch;
import cn.yilu.catalogue.log.Compaction.Freed;
import cn.yilu.catalogue.log.Log;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The last time the log was compacted, as a position of the log: whoever moves it is the one that does it. */
record LastRun(Instant begun, Optional<Instant> ended, Freed freed) {
  private static final String POSITION = "compaction";
  private static final long NOT_ENDED = Long.MIN_VALUE;

  static LastRun begin(Instant now) {
    return new LastRun(now, Optional.empty(), Freed.NOTHING);
  }

  LastRun end(Instant now, Freed all) {
    return new LastRun(begun, Optional.of(now), all);
  }

  static Optional<LastRun> of(Log log) {
    return log.position(POSITION).map(LastRun::decode);
  }

  /** The move from what was to this. */
  Batch.Move after(@Nullable LastRun before) {
    return new Batch.Move(POSITION, before == null ? null : before.encode(), encode());
  }

  private byte[] encode() {
    return ByteBuffer.allocate(5 * Long.BYTES).putLong(begun.toEpochMilli())
        .putLong(ended.map(Instant::toEpochMilli).orElse(NOT_ENDED)).putLong(freed.entries())
        .putLong(freed.bytesBefore()).putLong(freed.bytesAfter()).array();
  }

  private static LastRun decode(byte[] position) {
    ByteBuffer in = ByteBuffer.wrap(position);
    Instant begun = Instant.ofEpochMilli(in.getLong());
    long ended = in.getLong();
    return new LastRun(begun, ended == NOT_ENDED ? Optional.empty() : Optional.of(Instant.ofEpochMilli(ended)),
        new Freed(in.getLong(), in.getLong(), in.getLong()));
  }
}
