package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.AvroWriter;
import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.log.Log;
import cn.yilu.schemas.SharedField;
import cn.yilu.schemas.SharedSchema;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Merges a keyed dataset: claims about the same subject become one record. */
final class KeyedMerger extends Merger {
  private static final int REFOLDED_AT_ONCE = 5_000;

  private final SharedSchema schema;
  private final Subjects subjects;
  private final Fold fold;
  private final KnownLinks known;
  private final References references;
  private final AvroWriter writer = new AvroWriter(512);
  private final Clock clock;
  private final int area;

  KeyedMerger(SharedSchema schema, SubjectLinks reader, Log log, StateStore store, Subjects subjects, Clock clock) {
    super(schema, log, store, List.of("claims/" + schema.dataset(), "claims/" + SubjectLinks.DATASET));
    this.schema = schema;
    this.subjects = subjects;
    this.fold = new Fold(schema, subjects);
    this.references = new References(schema, state, subjects);
    this.known = new KnownLinks(schema, state, reader);
    this.clock = clock;
    this.area = schema.areaField().map(SharedField::index).orElse(-1);
  }

  /** The current record of a subject, or of the one that stays where it is one with others. */
  Optional<SharedRecord> record(Key subject) {
    while (true) {
      Links links = known.now();
      List<Subject> members = links.aliases(schema.subject()).members(subject).stream()
          .flatMap(member -> Touched.stored(state, member).stream()).toList();
      if (links == known.now()) {
        List<HeldClaim> claims = members.stream().flatMap(member -> member.claims().stream()).toList();
        return members.stream().noneMatch(Subject::recorded) || claims.isEmpty()
            ? Optional.empty()
            : Optional.of(new Fold(schema, subjects).of(claims, links));
      }
    }
  }

  /** What some of the claims under a subject make that is taken by itself, whatever it is one with. */
  Optional<SharedRecord> record(Key subject, Predicate<Key> wanted) {
    List<HeldClaim> claims = Touched.stored(state, subject).stream().flatMap(held -> held.claims().stream())
        .filter(claim -> wanted.test(claim.key())).toList();
    return claims.isEmpty() ? Optional.empty() : Optional.of(new Fold(schema, subjects).of(claims, known.now()));
  }

  /** When the claim that stands under this key was stated, as far as claims are merged. */
  Optional<Stated> stated(Key claim) {
    return Touched.held(state, claim).map(held -> new Stated(held.recorded(), held.time()));
  }

  @Override
  int links() {
    return known.now().count();
  }

  @Override
  void load() {
    known.load();
    references.load();
  }

  @Override
  Change change(Range range, Progress from) {
    Touched touched = touched();
    touched.link(range.blocks().getLast());
    touched.take(range.blocks().getFirst());
    refer(touched);
    return change(touched, range, from);
  }

  /** Touches what refers to subjects that are called otherwise from now on. */
  private void refer(Touched touched) {
    Set<Key> renamed = new HashSet<>();
    references.kinds().forEach(kind -> renamed.addAll(touched.links().renamed(kind)));
    if (!renamed.isEmpty()) {
      touched.load(references.to(renamed));
    }
  }

  private KeyedChange change(Touched touched, Range range, Progress from) {
    touched.whole();
    Links links = touched.links().after();
    List<Subject> changed = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    touched.subjects().forEach((key, subject) -> entry(key, subject, touched.claims(key, subject), links)
        .ifPresent(entry -> {
          changed.add(subject);
          entries.add(entry);
        }));
    return new KeyedChange(touched, range, from, changed, entries);
  }

  /** The entry that makes the log agree with the claims of a subject's record, unless it agrees already. */
  private Optional<Entry> entry(Key key, Subject subject, List<HeldClaim> claims, Links links) {
    if (claims.isEmpty()) {
      return subject.recorded()
          ? Optional.of(entry(key, subject, Entry.Kind.DELETE, "", new byte[0], Entry.NO_TIME))
          : Optional.empty();
    }
    SharedRecord record = fold.of(claims, links);
    byte[] payload = record.encode(writer.clear());
    if (subject.recorded(payload)) {
      return Optional.empty();
    }
    String where = area < 0 ? "" : fold.text(record.values(), area);
    long time = record.latest();
    return Optional.of(entry(key, subject, Entry.Kind.UPSERT, where, payload, time));
  }

  private Entry entry(Key key, Subject subject, Entry.Kind kind, String where, byte[] payload, long time) {
    return new Entry(key, kind, "merge", time, clock.millis(), schema.id().hex(), where, subject.leftFor(where),
        payload);
  }

  @Override
  Progress replay(Range range, Progress from) {
    Touched touched = touched();
    touched.link(range.blocks().getLast());
    touched.take(range.blocks().getFirst());
    return touched.write(new Progress(range.ends(), from.recorded(), from.count(), 0));
  }

  @Override
  Progress takeOver(List<Block> records, Progress from) {
    Touched touched = touched();
    long count = from.count();
    for (Block block : records) {
      touched.load(block.entries().stream().map(Entry::key).toList());
      for (int i = 0; i < block.entries().size(); i++) {
        Entry entry = block.entries().get(i);
        Subject subject = touched.subject(entry.key());
        boolean before = subject.recorded();
        subject.recorded(entry, block.sequence(i));
        count += counted(before, subject.recorded());
      }
    }
    return touched.write(new Progress(from.merged(), records.getLast().last(), count, 0));
  }

  private static int counted(boolean before, boolean after) {
    return before == after ? 0 : after ? 1 : -1;
  }

  @Override
  long drift() {
    long[] differed = {0};
    differing(touched -> differed[0] += present(touched).entries().size());
    return differed[0];
  }

  @Override
  long refold() {
    Touched[] batch = {touched()};
    long[] differed = {0};
    differing(touched -> {
      batch[0].subjects().putAll(touched.subjects());
      differed[0] += present(touched).entries().size();
      if (batch[0].subjects().size() >= REFOLDED_AT_ONCE) {
        commit(present(batch[0]));
        batch[0] = touched();
      }
    });
    if (!batch[0].subjects().isEmpty()) {
      commit(present(batch[0]));
    }
    return differed[0];
  }

  /** Calls back with every subject whose record may differ from its claims, and with those it is one with. */
  private void differing(Consumer<Touched> found) {
    Links links = known.now();
    Aliases aliases = links.aliases(schema.subject());
    Set<Key> seen = new HashSet<>();
    Touched.scan(state, (key, subject) -> {
      boolean differs = aliases.alone(key)
          ? entry(key, subject, subject.claims(), links).isPresent()
          : seen.add(aliases.stays(key));
      if (differs) {
        Touched touched = touched();
        touched.load(List.of(key));
        found.accept(touched);
      }
    });
  }

  private KeyedChange present(Touched touched) {
    return change(touched, new Range(List.of(), progress().merged()), progress());
  }

  private Touched touched() {
    return new Touched(state, schema, subjects, versions, known, references);
  }

  private record KeyedChange(Touched touched, Range range, Progress from, List<Subject> changed,
      List<Entry> entries)
      implements
        Change {

    @Override
    public Progress committed(long first) {
      long count = from.count();
      for (int i = 0; i < changed.size(); i++) {
        Subject subject = changed.get(i);
        boolean before = subject.recorded();
        subject.recorded(entries.get(i), first + i);
        count += counted(before, subject.recorded());
      }
      long recorded = entries.isEmpty() ? from.recorded() : first + entries.size() - 1;
      return touched.write(new Progress(range.ends(), recorded, count, 0));
    }

    @Override
    public void close() {
      // Nothing outside the heap is held.
    }
  }
}
