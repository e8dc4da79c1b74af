package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.Appended;
import cn.yilu.catalogue.log.Batch;
import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Log;
import cn.yilu.schemas.SharedSchema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Follows the topics of one dataset in order and appends what changes in its records, moving its position in the same
 * commit. The state takes over a range only after its commit; after a crash it catches up to the committed position
 * before anything is folded. A second merger of the same dataset is refused by the position and merely catches up.
 */
abstract class Merger {
  private static final Logger LOG = LoggerFactory.getLogger(Merger.class);
  private static final int RANGE = 5_000;
  /** So many are merged without asking for room; who finds as many asks for it the next time, and takes more. */
  private static final int SHORT_RANGE = 2_000;

  final String dataset;
  final Log log;
  final DatasetState state;
  final Versions versions;
  private final String schemaId;
  private final List<String> topics;
  private final String position;
  private byte @Nullable [] expected;
  private volatile Progress progress;
  private Room room = new Room(1);
  /** Whether there is room for what is done now, and whether much was found to do; used by the merge's thread alone. */
  private boolean inside;
  private boolean much;

  Merger(SharedSchema schema, Log log, StateStore store, List<String> topics) {
    this.dataset = schema.dataset();
    this.schemaId = schema.id().hex();
    this.versions = new Versions(schema);
    this.log = log;
    this.state = new DatasetState(store, dataset);
    this.topics = List.copyOf(topics);
    this.position = "merge/" + dataset;
    this.progress = Progress.start(topics.size());
  }

  /** Shares the room of the heap with others from now on. */
  final void share(Room with) {
    room = with;
  }

  private <T> T inRoom(Supplier<T> work) {
    if (inside) {
      return work.get();
    }
    return room.in(() -> {
      inside = true;
      try {
        return work.get();
      } finally {
        inside = false;
      }
    });
  }

  /** Topics followed, the claims first. */
  final List<String> topics() {
    return topics;
  }

  /** How far the state is. */
  final Progress progress() {
    return progress;
  }

  /** Brings the state to exactly the position committed in the log, rebuilding it when it is not of this log. */
  final void catchUp() {
    expected = log.position(position).orElse(null);
    long[] committed = committed();
    String belongsTo = DatasetState.belongsTo(log.identity());
    Forgettings before = forgettings();
    Progress from = state.progress(belongsTo).map(at -> at.following(topics.size()))
        .filter(at -> !ahead(at, committed)).filter(before::leave).orElseGet(this::empty);
    replay(from, committed);
    for (Forgettings now = forgettings(); now.hid(from, before); now = forgettings()) {
      before = now;
      from = empty();
      replay(from, committed);
    }
  }

  private Forgettings forgettings() {
    return Forgettings.of(log, topics, "records/" + dataset);
  }

  private void replay(Progress from, long[] committed) {
    progress = from;
    load();
    boolean more = true;
    while (more) {
      more = inRoom(() -> replayed(committed));
    }
    more = true;
    while (more) {
      more = inRoom(this::tookOver);
    }
  }

  private boolean replayed(long[] committed) {
    Range range = range(committed, RANGE);
    if (range.empty()) {
      return false;
    }
    progress = replay(range, progress);
    return true;
  }

  private boolean tookOver() {
    List<Block> records = log.read("records/" + dataset, progress.recorded(), RANGE);
    if (records.isEmpty()) {
      return false;
    }
    progress = takeOver(records, progress);
    return true;
  }

  /** A position of before a topic was followed says nothing of that topic: it is merged from its beginning. */
  private long[] committed() {
    long[] merged = expected == null ? new long[0] : Progress.merged(expected);
    return merged.length < topics.size() ? Arrays.copyOf(merged, topics.size()) : merged;
  }

  /** Does what is to be done before a step. */
  void prepare() {
    // Nothing, for most.
  }

  final void progress(Progress now) {
    progress = now;
  }

  /** How many links between subjects are followed now. */
  abstract int links();

  /** Has at hand what is kept in the heap of the state as it is now. */
  abstract void load();

  /** Up to where this merge has committed what it reads of a topic; nothing when it does not read it. */
  final OptionalLong committed(String topic) {
    int index = topics.indexOf(topic);
    if (index < 0) {
      return OptionalLong.empty();
    }
    long[] merged = log.position(position).map(Progress::merged).orElse(new long[0]);
    return OptionalLong.of(index < merged.length ? merged[index] : 0);
  }

  private Progress empty() {
    Progress start = Progress.start(topics.size());
    state.clear(DatasetState.belongsTo(log.identity()), start);
    return start;
  }

  /** Throws the state away and makes it again from the log. */
  final void rebuild() {
    empty();
    catchUp();
    state.put('v', schemaId.getBytes(StandardCharsets.US_ASCII));
  }

  private boolean ahead(Progress at, long[] committed) {
    boolean records = at.recorded() > log.head("records/" + dataset);
    return records || at.merged().length != committed.length
        || IntStream.range(0, committed.length).anyMatch(i -> at.merged()[i] > committed[i]);
  }

  /** Brings some of what links changed in order; false when nothing is left. */
  boolean correct() {
    return false;
  }

  /** Whether nothing is left to be brought in order of what was merged. */
  boolean isCorrect() {
    return true;
  }

  /** Merges the next range; false when there is nothing new. */
  final boolean step() {
    prepare();
    boolean corrected = correct();
    boolean merged = much ? inRoom(() -> step(RANGE)) : step(SHORT_RANGE);
    return merged || corrected;
  }

  private boolean step(int most) {
    Range range = range(null, most);
    much = range.count() >= SHORT_RANGE;
    if (range.empty()) {
      return false;
    }
    commit(change(range, progress));
    return true;
  }

  /** Commits a change and takes it into the state; when another merger went ahead, catches up with it instead. */
  final void commit(Change change) {
    String records = "records/" + dataset;
    byte[] next = Progress.position(change.range().ends());
    try (change) {
      Map<String, List<Entry>> entries = change.entries().isEmpty() ? Map.of() : Map.of(records, change.entries());
      Appended appended = log.append(new Batch(entries, List.of(new Batch.Move(position, expected, next)))).join();
      switch (appended) {
        case Appended.Committed committed -> {
          progress = change.committed(committed.first().getOrDefault(records, 0L));
          expected = next;
        }
        case Appended.Refused refused -> catchUp();
      }
    } catch (CompletionException e) {
      catchUp();
      throw e;
    }
  }

  private Range range(long @Nullable [] upTo, int most) {
    List<List<Block>> read = new ArrayList<>();
    long[] ends = progress.merged().clone();
    for (int i = 0; i < topics.size(); i++) {
      List<Block> blocks = log.read(topics.get(i), ends[i], most);
      if (upTo != null) {
        blocks = cut(blocks, upTo[i]);
      }
      if (!blocks.isEmpty()) {
        ends[i] = blocks.getLast().last();
      }
      read.add(blocks);
    }
    return new Range(read, ends);
  }

  private static List<Block> cut(List<Block> blocks, long last) {
    return blocks.stream().filter(block -> block.first() <= last).map(block -> block.upTo(last)).toList();
  }

  /** Entries to merge: blocks per followed topic, and where each topic stands after them. */
  record Range(List<List<Block>> blocks, long[] ends) {
    boolean empty() {
      return blocks.stream().allMatch(List::isEmpty);
    }

    long count() {
      return blocks.stream().flatMap(List::stream).mapToLong(block -> block.entries().size()).sum();
    }

    @Override
    public String toString() {
      return "range to " + Arrays.toString(ends);
    }
  }

  /** What a range changes, before it is committed. */
  interface Change extends AutoCloseable {
    Range range();

    List<Entry> entries();

    /** Writes the change into the state, now that its entries stand in the log from this sequence number on. */
    Progress committed(long first);

    @Override
    void close();
  }

  /** Works out what a range changes, without touching the state. */
  abstract Change change(Range range, Progress from);

  /** Takes a range into the state whose records stand in the log already. */
  abstract Progress replay(Range range, Progress from);

  /** Takes records from the log into the state. */
  abstract Progress takeOver(List<Block> records, Progress from);

  /** How many records differ from what their claims fold to; 0 unless the rules changed or something is broken. */
  abstract long drift();

  /** Appends what differs when everything is folded anew, and answers how many records did. */
  abstract long refold();

  /**
   * Catches up, and folds anew when the schema the state was folded with is not this one: a changed order of
   * departments shows in the records without a new delivery. A state whose values have another shape, or whose subjects
   * were decided by other identifiers, is built anew from the log before.
   */
  final void begin() {
    byte[] folded = state.store().get(state.key('v'));
    byte[] now = schemaId.getBytes(StandardCharsets.US_ASCII);
    if (folded != null && !versions.sameState(new String(folded, StandardCharsets.US_ASCII))) {
      state.clear(DatasetState.belongsTo(log.identity()), Progress.start(topics.size()));
    }
    catchUp();
    if (!Arrays.equals(folded, now)) {
      long differed = refold();
      if (folded != null) {
        LOG.atInfo().addKeyValue("dataset", dataset).addKeyValue("schema", schemaId).addKeyValue("appended", differed)
            .log("records folded anew");
      }
      state.put('v', now);
    }
  }
}
