package cn.yilu.catalogue.audit;

import cn.yilu.catalogue.log.Batch;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The newest link of the chain as a position of the log: sequence number and hash. */
record ChainEnd(long sequence, String hash) {
  static final String TOPIC = "audit";
  static final String POSITION = "audit";

  static ChainEnd of(Optional<byte[]> position) {
    return position.map(ChainEnd::of).orElse(new ChainEnd(0, LedgerEntry.NONE));
  }

  private static ChainEnd of(byte[] position) {
    ByteBuffer buffer = ByteBuffer.wrap(position);
    return new ChainEnd(buffer.getLong(), HexFormat.of().formatHex(position, Long.BYTES, position.length));
  }

  private byte @Nullable [] position() {
    return sequence == 0
        ? null
        : ByteBuffer.allocate(40).putLong(sequence).put(HexFormat.of().parseHex(hash)).array();
  }

  /** What appends these notes, in this order, to the chain that ends here. */
  Links link(List<Note> notes) {
    List<Entry> entries = new ArrayList<>();
    ChainEnd end = this;
    for (Note note : notes) {
      byte[] payload = LedgerEntry.payload(end.sequence + 1, note, end.hash);
      end = new ChainEnd(end.sequence + 1, LedgerEntry.hash(payload));
      long time = note.time().toEpochMilli();
      entries.add(new Entry(Key.parse(end.hash.substring(0, 32)), Entry.Kind.UPSERT, TOPIC, time, time, "", "",
          List.of(), payload));
    }
    byte[] next = end.position();
    if (next == null) {
      throw new IllegalArgumentException("nothing to note");
    }
    return new Links(entries, new Batch.Move(POSITION, position(), next), end);
  }

  /** New links, the move that belongs to them, and the chain's end with them. */
  record Links(List<Entry> entries, Batch.Move move, ChainEnd end) {}
}
