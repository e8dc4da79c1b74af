package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.http.model.SourceSnapshot;
import cn.yilu.catalogue.intake.SnapshotState.Phase;
import cn.yilu.catalogue.log.Appended;
import cn.yilu.catalogue.log.Batch;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.log.Log;
import cn.yilu.connectors.Envelope;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Full deliveries (全量) of one source. Where the claims topics stood when a delivery began is all that is kept of it: a row
 * that comes again is a newer entry, so what has none was not in it. That makes the comparison the same after a crash at
 * whatever moment. Used by the lane's thread, except for {@link #decided} and {@link #view}.
 */
final class Snapshots {
  private static final int WITHDRAWN_AT_ONCE = 5_000;
  private static final int SAMPLE = 10;

  private final Source source;
  private final Set<String> datasets;
  private final Log log;
  private final ClaimEntries claims;
  private final String position;
  private final AtomicBoolean due = new AtomicBoolean(true);
  private volatile @Nullable SnapshotState state;
  private RefusedRows refused = new RefusedRows(0);

  Snapshots(Source source, Set<String> datasets, LaneTools tools) {
    this.source = source;
    this.datasets = Set.copyOf(datasets);
    this.log = tools.log();
    this.claims = tools.claims();
    this.position = position(source.id());
    this.state = load();
  }

  static String position(String source) {
    return "snapshot/" + source;
  }

  private @Nullable SnapshotState load() {
    return log.position(position).map(SnapshotState::decode).orElse(null);
  }

  /** The full delivery an envelope is part of: as its connector says, else itself when the source's file says so. */
  Optional<Envelope.Snapshot> of(Envelope envelope) {
    boolean whole = source.snapshot() && !(envelope.content() instanceof Envelope.Rows);
    return envelope.snapshot().or(() -> whole
        ? Optional.of(new Envelope.Snapshot(
            envelope.digest().orElseGet(() -> envelope.name() + " " + envelope.received().toEpochMilli()), true))
        : Optional.empty());
  }

  /** Begins a full delivery, or goes on with it. */
  void begin(Envelope.Snapshot part, Tally before) {
    SnapshotState now = load();
    state = now;
    if (now == null || !now.id().equals(part.id())) {
      Map<String, Long> starts = new HashMap<>();
      datasets.forEach(dataset -> starts.put(dataset, log.head("claims/" + dataset)));
      SnapshotState begun = SnapshotState.begin(now == null ? 1 : now.number() + 1, part.id(), starts, before);
      move(now, begun, Map.of());
      refused = new RefusedRows(begun.number());
    }
  }

  /** A row was refused that is about these records; none when nobody can say which. */
  void refused(List<String> records) {
    SnapshotState open = state;
    if (open != null && open.phase() == Phase.OPEN) {
      refused.add(records.stream().map(record -> claims.key(source, record)).toList());
    }
  }

  /** What was taken last was not committed and comes again. */
  void failed() {
    refused.lost();
  }

  /** What a file's progress is kept under: the same content is read again when another came between. */
  String progress(String digest) {
    SnapshotState now = state;
    return digest + "." + (now == null ? 0 : now.number());
  }

  /** The delivery has come whole; its rows are committed. */
  void complete(Tally now, boolean readable) {
    SnapshotState open = state;
    if (open != null && open.phase() == Phase.OPEN) {
      move(open, readable ? open.complete(now) : open.to(Phase.DISCARDED), Map.of());
      due.set(true);
    }
  }

  /** A person decided, perhaps. */
  void decided() {
    due.set(true);
  }

  /** Does what is to be done, if anything is. Throws when it could not; then it is still to be done. */
  void work() {
    if (!due.compareAndSet(true, false)) {
      return;
    }
    try {
      state = load();
      SnapshotState now = state;
      if (now != null && now.phase() == Phase.COMPLETE) {
        compare(now);
      }
      now = state;
      if (now != null && now.phase() == Phase.APPROVED) {
        withdraw(now);
      }
    } catch (RuntimeException e) {
      due.set(true);
      throw e;
    }
  }

  private void compare(SnapshotState complete) {
    List<String> sample = new ArrayList<>();
    Set<Key> kept = new HashSet<>();
    List<Disappeared.Count> counts = find(complete, refused.of(complete), kept, (dataset, keys) -> keys.stream().limit(
        SAMPLE - Math.min(SAMPLE, sample.size())).forEach(key -> sample.add(key.toString())));
    Disappeared.Count count = counts.stream().reduce(Disappeared.Count.NONE, Disappeared.Count::plus);
    boolean stop = complete.suspicious(counts, source.guard(), refused.mayBeMissing(complete));
    Phase next = stop ? Phase.WAITING : count.missing() == 0 ? Phase.DONE : Phase.APPROVED;
    move(complete, complete.compared(next, count.live(), count.missing(), sample, kept), Map.of());
  }

  private void withdraw(SnapshotState approved) {
    SnapshotState[] at = {approved};
    Set<Key> kept = approved.kept().stream().map(Key::parse).collect(Collectors.toSet());
    find(approved, kept, new HashSet<>(), (dataset, keys) -> {
      for (int from = 0; from < keys.size(); from += WITHDRAWN_AT_ONCE) {
        List<Entry> entries = keys.subList(from, Math.min(keys.size(), from + WITHDRAWN_AT_ONCE)).stream()
            .map(key -> claims.withdrawal(source, dataset, key)).toList();
        move(at[0], at[0], Map.of("claims/" + dataset, entries));
      }
    });
    move(at[0], at[0].to(Phase.DONE), Map.of());
  }

  private interface Missing {
    void found(String dataset, List<Key> keys);
  }

  /**
   * Counts by dataset.
   *
   * @param there records that were in the delivery although they have no newer claim
   * @param kept gets those of them that have a claim at all
   */
  private List<Disappeared.Count> find(SnapshotState of, Set<Key> there, Set<Key> kept, Missing missing) {
    Disappeared disappeared = new Disappeared(log);
    return of.starts().entrySet().stream().sorted(Map.Entry.comparingByKey()).map(start -> {
      Set<Key> spared = new HashSet<>();
      Disappeared.Count count = disappeared.find(start.getKey(), source.id(), start.getValue(), keys -> {
        keys.stream().filter(there::contains).forEach(spared::add);
        missing.found(start.getKey(), keys.stream().filter(key -> !there.contains(key)).toList());
      });
      kept.addAll(spared);
      return count.sparing(spared.size());
    }).toList();
  }

  private void move(@Nullable SnapshotState from, SnapshotState to, Map<String, List<Entry>> entries) {
    byte[] before = from == null ? null : log.position(position).orElse(null);
    boolean known = from == null || (before != null && SnapshotState.decode(before).equals(from));
    if (!known || log.append(new Batch(entries, List.of(new Batch.Move(position, before, to.encode()))))
        .join() instanceof Appended.Refused) {
      state = load();
      throw new IllegalStateException("the full delivery of " + source.id() + " was moved by somebody else");
    }
    state = to;
  }

  /** As people see it. */
  Optional<SourceSnapshot> view() {
    return Optional.ofNullable(state).map(Snapshots::view);
  }

  static SourceSnapshot view(SnapshotState state) {
    return new SourceSnapshot(state.number(), SourceSnapshot.StateEnum.valueOf(state.phase().name()))
        .used(state.used()).rejected(state.rejected()).live(state.live()).missing(state.missing())
        .sample(state.sample());
  }
}
