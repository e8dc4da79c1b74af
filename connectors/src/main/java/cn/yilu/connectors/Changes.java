package cn.yilu.connectors;

import io.debezium.engine.DebeziumEngine;
import io.debezium.engine.RecordChangeEvent;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.apache.kafka.connect.source.SourceRecord;
import tools.jackson.databind.json.JsonMapper;

/**
 * Makes envelopes of what Debezium found: at most 2,000 rows and about four million characters each, rows of the first
 * full reading never together with changes.
 */
final class Changes implements DebeziumEngine.ChangeConsumer<RecordChangeEvent<SourceRecord>> {
  private static final int MOST_CHARACTERS = 4 << 20;

  private final Capture capture;
  private final Clock clock;
  private final Delivery delivery;
  private final String reading = UUID.randomUUID().toString();

  /** Hands an envelope on; returns after its commit and throws when there was none. */
  @FunctionalInterface
  interface Delivery {
    void deliver(Envelope envelope) throws InterruptedException;
  }

  /** @param delivery waits for the commit */
  Changes(Capture capture, Clock clock, Delivery delivery) {
    this.capture = capture;
    this.clock = clock;
    this.delivery = delivery;
  }

  @Override
  public void handleBatch(List<RecordChangeEvent<SourceRecord>> events,
      DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer) throws InterruptedException {
    Part part = new Part();
    for (RecordChangeEvent<SourceRecord> event : events) {
      Change change = Change.of(event.record());
      if (!part.takes(change)) {
        commit(part, committer);
        part = new Part();
      }
      part.add(event, change);
    }
    commit(part, committer);
    committer.markBatchFinished();
  }

  private void commit(Part part, DebeziumEngine.RecordCommitter<RecordChangeEvent<SourceRecord>> committer)
      throws InterruptedException {
    if (part.events.isEmpty()) {
      return;
    }
    String position = JsonMapper.shared().writeValueAsString(part.events.getLast().record().sourceOffset());
    delivery.deliver(new Envelope(capture.source(), part.emptied ? "truncate" : "rows", new Envelope.Rows(part.rows),
        "application/x-rows", Optional.empty(), clock.instant(), Optional.of(position), Optional.empty(),
        part.snapshot()));
    for (RecordChangeEvent<SourceRecord> event : part.events) {
      committer.markProcessed(event);
    }
  }

  /** What goes into one envelope. */
  private final class Part {
    private final List<RecordChangeEvent<SourceRecord>> events = new ArrayList<>();
    private final List<Map<String, String>> rows = new ArrayList<>();
    private boolean read;
    private boolean last;
    private boolean emptied;
    private long characters;

    boolean takes(Change change) {
      return events.isEmpty() || (characters < MOST_CHARACTERS && !last && !emptied && !change.empties()
          && read == change.read());
    }

    void add(RecordChangeEvent<SourceRecord> event, Change change) {
      events.add(event);
      read = change.read();
      last = change.last();
      emptied = change.empties() && !capture.several();
      change.row(capture.several()).ifPresent(row -> {
        rows.add(row);
        row.values().forEach(value -> characters += value == null ? 0 : value.length());
      });
    }

    /** A table that was emptied states nothing any more, which is what an empty full delivery says. */
    Optional<Envelope.Snapshot> snapshot() {
      if (emptied) {
        return Optional.of(new Envelope.Snapshot(UUID.randomUUID().toString(), true));
      }
      return read ? Optional.of(new Envelope.Snapshot(reading, last)) : Optional.empty();
    }
  }
}
