package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.log.Log;
import cn.yilu.schemas.RecordLayout;
import cn.yilu.schemas.SharedField;
import cn.yilu.schemas.SharedSchema;
import java.io.ByteArrayOutputStream;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Appends each event once. An event that knows only its device waits until a link says who wore it at its time; links
 * of a range are taken before its events, and a new link wakes what waits for it. The second topic followed is the
 * link's.
 */
final class EventMerger extends Merger {
  private static final Key NO_DEVICE = new Key(0, 0);
  private static final int MOST_AT_ONCE = 5_000;

  private final SharedSchema schema;
  private final Wears wears;
  private final Subjects subjects;
  private final KnownLinks known;
  private final Clock clock;
  private final RecordLayout layout;
  /** Records taken from the log that no waiting event stood behind. */
  private long astray;
  private EventTerm term = EventTerm.NONE;

  EventMerger(SharedSchema schema, Wears wears, SubjectLinks reader, Log log, StateStore store, Subjects subjects,
      Clock clock) {
    super(schema, log, store, List.of("claims/" + schema.dataset(), "claims/" + wears.link().dataset(),
        "claims/" + SubjectLinks.DATASET));
    this.schema = schema;
    this.wears = wears;
    this.subjects = subjects;
    this.known = new KnownLinks(schema, state, reader);
    this.clock = clock;
    this.layout = new RecordLayout(schema);
  }

  @Override
  int links() {
    return known.now().count();
  }

  @Override
  void load() {
    known.load();
    forget();
  }

  @Override
  void prepare() {
    forget();
    for (Key device : left()) {
      boolean more = true;
      while (more) {
        more = wake(device);
      }
    }
  }

  private List<Key> left() {
    try (EventState now = next()) {
      return now.left();
    }
  }

  /** Appends some of the events that wait for a device and need not; false when no more are left. */
  private boolean wake(Key device) {
    EventState next = next();
    Map<Key, Reading> some = next.waiting(device, time -> next.wearer(device, time).isPresent(), MOST_AT_ONCE);
    List<Entry> entries = new ArrayList<>();
    some.forEach((event, reading) -> {
      next.done(event);
      entries.add(entry(event, reading, next.wearer(device, reading.time()), next));
    });
    boolean more = some.size() == MOST_AT_ONCE;
    if (!more) {
      next.settled(device);
    }
    commit(new EventChange(next, new Range(List.of(), progress().merged()), progress(), entries));
    return more;
  }

  /** Forgets events whose term is over; from then on they are passed over wherever they are met. */
  private void forget() {
    EventTerm now = EventTerm.of(log, dataset);
    boolean more = true;
    while (more) {
      try (EventState next = next()) {
        term = next.term();
        more = term.end() < now.end();
        if (more) {
          int appended = next.forget(now);
          Progress at = progress();
          progress(next.write(new Progress(at.merged(), at.recorded(), at.count() - appended, at.pending())));
        }
      }
    }
  }

  private EventState next() {
    return new EventState(state, known);
  }

  @Override
  Change change(Range range, Progress from) {
    EventState next = next();
    next.links(range.blocks().get(2));
    Map<Key, Entry> entries = new LinkedHashMap<>();
    for (Block block : range.blocks().get(1)) {
      block.entries().forEach(link -> take(link, next, entries));
    }
    for (Block block : range.blocks().get(0)) {
      block.entries().forEach(event -> take(event.key(), event, next, entries));
    }
    return new EventChange(next, range, from, List.copyOf(entries.values()));
  }

  /** A link may be new, changed or withdrawn; what waits for its device is looked at again, a part of it at a time. */
  private void take(Entry link, EventState next, Map<Key, Entry> entries) {
    bind(link, next).ifPresent(wear -> {
      int most = Math.max(0, MOST_AT_ONCE - entries.size());
      Map<Key, Reading> some = next.waiting(wear.device(), wear::covers, most);
      some.forEach((event, waiting) -> {
        next.done(event);
        entries.put(event, entry(event, waiting, Optional.of(wear.person()), next));
      });
      if (some.size() == most) {
        next.leave(wear.device());
      }
    });
  }

  private Optional<Wear> bind(Entry link, EventState next) {
    next.unlink(link.key());
    Optional<Wear> wear = link.kind() == Entry.Kind.DELETE
        ? Optional.empty()
        : wears.read(ClaimPayload.decode(link.payload()).values(), subjects);
    wear.ifPresent(w -> next.link(link.key(), w));
    return wear;
  }

  private void take(Key key, Entry event, EventState next, Map<Key, Entry> entries) {
    if (event.kind() == Entry.Kind.DELETE || term.isOver(event) || next.known(key)) {
      return;
    }
    next.happened(key, event.eventTime());
    Reading reading = reading(event);
    Optional<Key> device = device(reading);
    Optional<Key> person = device.flatMap(d -> next.wearer(d, reading.time()));
    if (personal(reading) || device.isEmpty() || person.isPresent()) {
      next.done(key);
      entries.put(key, entry(key, reading, person, next));
    } else {
      next.wait(key, device.get(), reading);
    }
  }

  private Reading reading(Entry event) {
    return new Reading(event.source(), event.eventTime(),
        versions.values(event.schema(), ClaimPayload.decode(event.payload()).values()));
  }

  private Optional<Key> device(Reading reading) {
    return Slices.stated(reading.values(), cut(reading.values()), wears.stated().index())
        .map(text -> subjects.reference(wears.stated().reference().orElseThrow(), text));
  }

  private int[] cut(byte[] values) {
    int[] bounds = new int[layout.size() + 1];
    layout.cut(values, 0, bounds);
    return bounds;
  }

  private Entry entry(Key key, Reading reading, Optional<Key> person, EventState next) {
    int[] bounds = cut(reading.values());
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
        out.writeBytes(Slices.text(next.stays(kind, subject).toString()));
      } else {
        out.write(reading.values(), bounds[at], bounds[at + 1] - bounds[at]);
      }
    }
    SharedRecord record = new SharedRecord(1,
        List.of(new SharedRecord.Saying(reading.source(), reading.time())), saidBy, out.toByteArray());
    return new Entry(key, Entry.Kind.UPSERT, "merge", reading.time(), clock.millis(), schema.id().hex(), "",
        List.of(), record.encode());
  }

  /**
   * After a crash: every event of the range waits, until the records that stand in the log show which were appended.
   * Whether an event was appended depended on the links of its time, so it is not worked out again.
   */
  @Override
  Progress replay(Range range, Progress from) {
    try (EventState next = next()) {
      next.links(range.blocks().get(2));
      for (Block block : range.blocks().get(1)) {
        block.entries().forEach(link -> bind(link, next).ifPresent(wear -> next.leave(wear.device())));
      }
      for (Block block : range.blocks().get(0)) {
        block.entries().stream().filter(event -> event.kind() == Entry.Kind.UPSERT && !term.isOver(event))
            .filter(event -> !next.known(event.key()))
            .forEach(event -> {
              next.happened(event.key(), event.eventTime());
              Reading reading = reading(event);
              next.wait(event.key(), device(reading).orElse(NO_DEVICE), reading);
            });
      }
      return next.write(new Progress(range.ends(), from.recorded(), from.count(), from.pending()));
    }
  }

  @Override
  Progress takeOver(List<Block> records, Progress from) {
    try (EventState next = next()) {
      long count = from.count();
      for (Block block : records) {
        for (Entry record : block.entries()) {
          if (term.isOver(record)) {
            continue;
          }
          count++;
          astray += next.known(record.key()) && !next.appended(record.key()) ? 0 : 1;
          next.done(record.key());
        }
      }
      return next.write(new Progress(from.merged(), records.getLast().last(), count, from.pending()));
    }
  }

  /** Records that no claim stands behind or that came twice, and events that wait although they need not. */
  @Override
  long drift() {
    try (EventState now = next()) {
      return astray + overdue(now, Integer.MAX_VALUE).size();
    }
  }

  /** Appends events that wait although they need not. What was appended before stays: nobody can unsay an event. */
  @Override
  long refold() {
    long appended = 0;
    for (int batch = MOST_AT_ONCE; batch == MOST_AT_ONCE; appended += batch) {
      EventState next = next();
      List<Entry> entries = new ArrayList<>();
      overdue(next, MOST_AT_ONCE).forEach((event, waiting) -> {
        next.done(event);
        entries.add(entry(event, waiting.reading(), next.wearer(waiting.device(), waiting.reading().time()), next));
      });
      batch = entries.size();
      if (entries.isEmpty()) {
        next.close();
      } else {
        commit(new EventChange(next, new Range(List.of(), progress().merged()), progress(), entries));
      }
    }
    return appended;
  }

  private record Overdue(Key device, Reading reading) {}

  private Map<Key, Overdue> overdue(EventState now, int most) {
    Map<Key, Overdue> overdue = new LinkedHashMap<>();
    now.waiting((device, event, reading) -> {
      if (device.equals(NO_DEVICE) || personal(reading) || now.wearer(device, reading.time()).isPresent()) {
        overdue.put(event, new Overdue(device, reading));
      }
      return overdue.size() < most;
    });
    return overdue;
  }

  private boolean personal(Reading reading) {
    return reading.values()[cut(reading.values())[wears.resolved().index()]] != 0;
  }

  /** An event as it waits: who sent it, when it happened, what it says. */
  record Reading(String source, long time, byte[] values) {}

  private record EventChange(EventState next, Range range, Progress from, List<Entry> entries) implements Change {

    @Override
    public Progress committed(long first) {
      long recorded = entries.isEmpty() ? from.recorded() : first + entries.size() - 1;
      return next.write(new Progress(range.ends(), recorded, from.count() + entries.size(), from.pending()));
    }

    @Override
    public void close() {
      next.close();
    }
  }
}
