package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.log.Log;
import cn.yilu.schemas.SharedField;
import cn.yilu.schemas.SharedSchema;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Appends each event once. An event that knows only its device waits until a link says who wore it at its time; links
 * of a range are taken before its events. When links come, change or are withdrawn, the events they concern are looked at
 * again, some in each step: those that waited are appended, those that named another person are appended anew, and
 * those of which nobody is known any more are taken back and wait. The second topic followed is the link's.
 */
final class EventMerger extends Merger {
  private static final int CHANGED_AT_ONCE = 5_000;
  private static final int LOOKED_AT_ONCE = 50_000;

  private final Wears wears;
  private final Subjects subjects;
  private final KnownLinks known;
  private final EventFold fold;
  /** Records taken from the log that said nothing new. */
  private long astray;
  private EventTerm term = EventTerm.NONE;
  private volatile boolean correct;

  EventMerger(SharedSchema schema, Wears wears, SubjectLinks reader, Log log, StateStore store, Subjects subjects,
      Clock clock) {
    super(schema, log, store, List.of("claims/" + schema.dataset(), "claims/" + wears.link().dataset(),
        "claims/" + SubjectLinks.DATASET));
    this.wears = wears;
    this.subjects = subjects;
    this.known = new KnownLinks(schema, state, reader);
    this.fold = new EventFold(schema, wears, subjects, versions, clock);
  }

  @Override
  int links() {
    return known.now().count();
  }

  @Override
  void load() {
    correct = false;
    known.load();
    forget();
  }

  @Override
  void prepare() {
    forget();
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
          next.forget(now);
          progress(next.write(progress()));
        }
      }
    }
  }

  private EventState next() {
    return new EventState(state, known);
  }

  @Override
  boolean isCorrect() {
    return correct;
  }

  @Override
  boolean correct() {
    if (correct) {
      return false;
    }
    EventState next = next();
    Looking looking = new Looking(next);
    List<EventState.Left> left = next.left(CHANGED_AT_ONCE);
    correct = left.isEmpty();
    boolean full = false;
    for (Iterator<EventState.Left> each = left.iterator(); each.hasNext() && !full;) {
      EventState.Left some = each.next();
      Optional<EventState.Left> rest = looking.at(visitor -> next.under(some.reference(), some.from(), visitor));
      rest.ifPresentOrElse(next::leave, () -> next.settled(some.reference()));
      full = rest.isPresent();
    }
    looking.commit();
    return !correct;
  }

  /** Brings events in order, as many as one change may hold. */
  private final class Looking {
    private final EventState next;
    private final List<Entry> entries = new ArrayList<>();
    private int looked;

    Looking(EventState next) {
      this.next = next;
    }

    /** Goes through events; answers from where on it did not get to them, if there are more. */
    Optional<EventState.Left> at(Consumer<Predicate<HeldEvent>> events) {
      List<EventState.Left> rest = new ArrayList<>(1);
      events.accept(event -> {
        boolean full = looked == LOOKED_AT_ONCE || entries.size() == CHANGED_AT_ONCE;
        if (full) {
          rest.add(new EventState.Left(event.under(), event.key()));
        } else if (!event.isStray()) {
          looked++;
          take(event, next, entries);
        }
        return !full;
      });
      return rest.stream().findFirst();
    }

    int commit() {
      if (entries.isEmpty()) {
        try (next) {
          progress(next.write(progress()));
        }
      } else {
        EventMerger.this.commit(new EventChange(next, nothing(), progress(), entries));
      }
      return entries.size();
    }

    private Range nothing() {
      return new Range(List.of(), progress().merged());
    }
  }

  /** Holds an event as it is to be by the links of now, and adds what the log lacks for that. */
  private void take(HeldEvent event, EventState next, List<Entry> entries) {
    fold.entry(event, next).ifPresent(entry -> {
      entries.add(entry);
      next.hold(event.told(entry));
    });
  }

  @Override
  Change change(Range range, Progress from) {
    EventState next = next();
    List<Entry> entries = new ArrayList<>();
    takeLinks(range, next);
    for (Block block : range.blocks().getFirst()) {
      for (Entry claim : block.entries()) {
        arrived(claim, next).ifPresent(event -> take(event, next, entries));
      }
    }
    return new EventChange(next, range, from, entries);
  }

  /** The event that a claim tells of, held from now on; none when it was told before or is over. */
  private Optional<HeldEvent> arrived(Entry claim, EventState next) {
    if (claim.kind() == Entry.Kind.DELETE || term.isOver(claim)) {
      return Optional.empty();
    }
    Optional<HeldEvent> before = next.held(claim.key());
    if (before.filter(held -> !held.isStray()).isPresent()) {
      return Optional.empty();
    }
    HeldEvent told = fold.event(claim);
    HeldEvent event = before.map(told::known).orElse(told);
    next.hold(event);
    return Optional.of(event);
  }

  private void takeLinks(Range range, EventState next) {
    List<Block> wearing = range.blocks().get(1);
    List<Block> between = range.blocks().get(2);
    if (wearing.isEmpty() && between.isEmpty()) {
      return;
    }
    correct = false;
    wearing.forEach(block -> block.entries().forEach(link -> next.wear(link.key(), wear(link))));
    LinkChange change = next.links(between);
    leave(change.renamed(kind(wears.stated())), next);
    Set<Key> people = change.renamed(kind(wears.resolved()));
    leave(people, next);
    if (!people.isEmpty()) {
      leave(next.wornBy(people), next);
    }
  }

  private static String kind(SharedField field) {
    return field.reference().orElseThrow();
  }

  private static void leave(Iterable<Key> references, EventState next) {
    references.forEach(each -> next.leave(EventState.Left.all(each)));
  }

  private Optional<Wear> wear(Entry link) {
    return link.kind() == Entry.Kind.DELETE
        ? Optional.empty()
        : wears.read(ClaimPayload.decode(link.payload()).values(), subjects);
  }

  /**
   * After a crash: every event of the range waits, until the records that stand in the log show what was appended.
   * Whether an event was appended depended on the links of its time, so it is not worked out again.
   */
  @Override
  Progress replay(Range range, Progress from) {
    try (EventState next = next()) {
      takeLinks(range, next);
      for (Block block : range.blocks().getFirst()) {
        block.entries().forEach(claim -> arrived(claim, next));
      }
      return next.write(new Progress(range.ends(), from.recorded(), from.count(), from.pending()));
    }
  }

  @Override
  Progress takeOver(List<Block> records, Progress from) {
    try (EventState next = next()) {
      for (Block block : records) {
        block.entries().stream().filter(record -> !term.isOver(record)).forEach(record -> takeOver(record, next));
      }
      return next.write(new Progress(from.merged(), records.getLast().last(), from.count(), from.pending()));
    }
  }

  private void takeOver(Entry record, EventState next) {
    Optional<HeldEvent> held = next.held(record.key());
    HeldEvent now = held.map(event -> event.told(record)).orElseGet(() -> HeldEvent.stray(record));
    astray += held.filter(now::equals).isPresent() ? 1 : 0;
    next.hold(now);
  }

  /** Records that no event stands behind or that came twice, and events of which the log says otherwise than links do. */
  @Override
  long drift() {
    long[] differing = {astray};
    try (EventState now = next()) {
      now.all(EventState.Left.all(HeldEvent.NOTHING), event -> {
        differing[0] += event.isStray() || fold.entry(event, now).isPresent() ? 1 : 0;
        return true;
      });
    }
    return differing[0];
  }

  @Override
  long refold() {
    long differed = 0;
    Optional<EventState.Left> left = Optional.of(EventState.Left.all(HeldEvent.NOTHING));
    while (left.isPresent()) {
      EventState.Left from = left.get();
      EventState next = next();
      Looking looking = new Looking(next);
      left = looking.at(visitor -> next.all(from, visitor));
      differed += looking.commit();
    }
    return differed;
  }

  private record EventChange(EventState next, Range range, Progress from, List<Entry> entries) implements Change {

    @Override
    public Progress committed(long first) {
      long recorded = entries.isEmpty() ? from.recorded() : first + entries.size() - 1;
      return next.write(new Progress(range.ends(), recorded, from.count(), from.pending()));
    }

    @Override
    public void close() {
      next.close();
    }
  }
}
