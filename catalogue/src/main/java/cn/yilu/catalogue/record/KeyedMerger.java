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
import java.util.List;
import java.util.Optional;

/** Merges a keyed dataset: claims about the same subject become one record. */
final class KeyedMerger extends Merger {
  private static final int REFOLDED_AT_ONCE = 5_000;

  private final SharedSchema schema;
  private final Subjects subjects;
  private final Fold fold;
  private final AvroWriter writer = new AvroWriter(512);
  private final Clock clock;
  private final int area;

  KeyedMerger(SharedSchema schema, Log log, StateStore store, Subjects subjects, Clock clock) {
    super(schema, log, store, List.of("claims/" + schema.dataset()));
    this.schema = schema;
    this.subjects = subjects;
    this.fold = new Fold(schema, subjects);
    this.clock = clock;
    this.area = schema.areaField().map(SharedField::index).orElse(-1);
  }

  /** The current record of a subject. */
  Optional<SharedRecord> record(Key subject) {
    return Touched.stored(state, subject).filter(Subject::recorded).filter(found -> !found.claims().isEmpty())
        .map(found -> new Fold(schema, subjects).of(found.claims()));
  }

  @Override
  Change change(Range range, Progress from) {
    Touched touched = touched();
    touched.take(range.blocks().getFirst());
    return change(touched, range, from);
  }

  private Change change(Touched touched, Range range, Progress from) {
    List<Subject> changed = new ArrayList<>();
    List<Entry> entries = new ArrayList<>();
    touched.subjects().forEach((key, subject) -> entry(key, subject).ifPresent(entry -> {
      changed.add(subject);
      entries.add(entry);
    }));
    return new KeyedChange(touched, range, from, changed, entries);
  }

  /** The entry that makes the log agree with the subject's claims, unless it agrees already. */
  private Optional<Entry> entry(Key key, Subject subject) {
    if (subject.claims().isEmpty()) {
      return subject.recorded()
          ? Optional.of(entry(key, subject, Entry.Kind.DELETE, "", new byte[0], Entry.NO_TIME))
          : Optional.empty();
    }
    SharedRecord record = fold.of(subject.claims());
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
    Touched.scan(state, (key, subject) -> differed[0] += entry(key, subject).isPresent() ? 1 : 0);
    return differed[0];
  }

  @Override
  long refold() {
    Touched[] batch = {touched()};
    long[] differed = {0};
    Touched.scan(state, (key, subject) -> {
      if (entry(key, subject).isPresent()) {
        batch[0].subjects().put(key, subject);
        differed[0]++;
      }
      if (batch[0].subjects().size() == REFOLDED_AT_ONCE) {
        commit(batch[0]);
        batch[0] = touched();
      }
    });
    commit(batch[0]);
    return differed[0];
  }

  private void commit(Touched touched) {
    if (!touched.subjects().isEmpty()) {
      commit(change(touched, new Range(List.of(), progress().merged()), progress()));
    }
  }

  private Touched touched() {
    return new Touched(state, schema, subjects, versions);
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
