package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import cn.yilu.schemas.RecordLayout;
import cn.yilu.schemas.SharedField;
import cn.yilu.schemas.SharedSchema;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/**
 * Makes the record of an event: what its source told, and the person who wore its device then, as the links of the
 * moment say. One event, one claim: nothing is weighed, only filled in.
 */
final class EventFold {
  private final SharedSchema schema;
  private final Wears wears;
  private final Subjects subjects;
  private final Versions versions;
  private final Clock clock;
  private final RecordLayout layout;

  EventFold(SharedSchema schema, Wears wears, Subjects subjects, Versions versions, Clock clock) {
    this.schema = schema;
    this.wears = wears;
    this.subjects = subjects;
    this.versions = versions;
    this.clock = clock;
    this.layout = new RecordLayout(schema);
  }

  /** An event that came, before it is known what becomes of it. */
  HeldEvent event(Entry claim) {
    Reading reading = new Reading(claim.source(), claim.eventTime(),
        versions.values(claim.schema(), ClaimPayload.decode(claim.payload()).values()));
    Key under = reference(reading, wears.resolved()).or(() -> reference(reading, wears.stated()))
        .orElse(HeldEvent.NOTHING);
    return HeldEvent.waiting(claim.key(), under, reading);
  }

  private Optional<Key> reference(Reading reading, SharedField field) {
    return Slices.stated(reading.values(), cut(reading.values()), field.index())
        .map(text -> subjects.reference(field.reference().orElseThrow(), text));
  }

  private int[] cut(byte[] values) {
    int[] bounds = new int[layout.size() + 1];
    layout.cut(values, 0, bounds);
    return bounds;
  }

  /** The entry that makes the log agree with an event as links are now, unless it agrees already. */
  Optional<Entry> entry(HeldEvent event, EventState now) {
    byte[] values = event.reading().values();
    int[] bounds = cut(values);
    boolean personal = values[bounds[wears.resolved().index()]] != 0;
    Optional<Key> person = personal || event.under().equals(HeldEvent.NOTHING)
        ? Optional.empty()
        : now.wearer(event.under(), event.reading().time());
    boolean waits = !personal && person.isEmpty() && !event.under().equals(HeldEvent.NOTHING);
    if (waits) {
      return event.isAppended() ? Optional.of(entry(event, Entry.Kind.DELETE, new byte[0])) : Optional.empty();
    }
    byte[] payload = payload(event.reading(), bounds, person, now);
    return event.record().equals(Subject.fingerprint(payload))
        ? Optional.empty()
        : Optional.of(entry(event, Entry.Kind.UPSERT, payload));
  }

  private Entry entry(HeldEvent event, Entry.Kind kind, byte[] payload) {
    return new Entry(event.key(), kind, "merge", event.reading().time(), clock.millis(), schema.id().hex(), "",
        List.of(), payload);
  }

  private byte[] payload(Reading reading, int[] bounds, Optional<Key> person, EventState now) {
    ByteArrayOutputStream out = new ByteArrayOutputStream(reading.values().length + 64);
    int[] saidBy = new int[layout.size()];
    for (SharedField field : schema.fields()) {
      int at = field.index();
      boolean stated = reading.values()[bounds[at]] != 0;
      boolean filled = !stated && at == wears.resolved().index() && person.isPresent();
      saidBy[at] = stated || filled ? 0 : -1;
      if ((stated || filled) && field.reference().isPresent()) {
        String kind = field.reference().get();
        Key subject = filled
            ? person.orElseThrow()
            : subjects.reference(kind, Slices.text(reading.values(), bounds[at], bounds[at + 1]));
        out.writeBytes(Slices.text(now.stays(kind, subject).toString()));
      } else {
        out.write(reading.values(), bounds[at], bounds[at + 1] - bounds[at]);
      }
    }
    return new SharedRecord(1, List.of(new SharedRecord.Saying(reading.source(), reading.time())), saidBy,
        out.toByteArray()).encode();
  }
}
