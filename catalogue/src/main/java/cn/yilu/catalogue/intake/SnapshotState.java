package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.log.Key;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the last full delivery of a source is doing; kept as a position of the log.
 *
 * @param number counts the source's full deliveries
 * @param id which one this is, as its connector or its content tells
 * @param starts by dataset, the last claim before this delivery: whatever the source stated up to there and not since, it
 *        states no longer
 * @param usedBefore rows of the source that were used before it; likewise rejected
 * @param live claims the source has before the comparison
 * @param missing of them, how many this delivery does not have
 * @param sample keys of some of those, which are hashes and tell nothing of anybody
 * @param kept keys of records that were in the delivery, in rows that could not be used, and so are not missing
 */
record SnapshotState(long number, String id, Phase phase, Map<String, Long> starts, long usedBefore,
    long rejectedBefore, long used, long rejected, long live, long missing, List<String> sample, List<String> kept) {
  private static final JsonMapper JSON = JsonMapper.shared();

  /** What happens to it, in this order; a person decides only where the guard stopped it. */
  enum Phase {
    /** Parts of it are coming. */
    OPEN,
    /** It has come whole and is to be compared. */
    COMPLETE,
    /** The guard stopped it: a person says yes or no. */
    WAITING,
    /** What is missing is to be withdrawn without asking again. */
    APPROVED,
    /** What was missing is withdrawn. */
    DONE,
    /** A person said no, or it could not be read to its end: nothing is withdrawn. */
    DISCARDED
  }

  SnapshotState {
    starts = Collections.unmodifiableMap(new TreeMap<>(starts));
    sample = List.copyOf(sample);
    kept = List.copyOf(kept);
  }

  static SnapshotState begin(long number, String id, Map<String, Long> starts, Tally before) {
    return new SnapshotState(number, id, Phase.OPEN, starts, before.used(), before.refused(), 0, 0, 0, 0, List.of(),
        List.of());
  }

  SnapshotState to(Phase next) {
    return new SnapshotState(number, id, next, starts, usedBefore, rejectedBefore, used, rejected, live, missing,
        sample, kept);
  }

  /** It has come whole, with so many rows. */
  SnapshotState complete(Tally now) {
    return new SnapshotState(number, id, Phase.COMPLETE, starts, usedBefore, rejectedBefore, now.used() - usedBefore,
        now.refused() - rejectedBefore, 0, 0, List.of(), List.of());
  }

  SnapshotState compared(Phase next, long liveClaims, long missingClaims, List<String> some, Set<Key> there) {
    return new SnapshotState(number, id, next, starts, usedBefore, rejectedBefore, used, rejected, liveClaims,
        missingClaims, some, there.stream().sorted().map(Key::toString).toList());
  }

  /**
   * Whether a person must be asked: nothing came, refused rows may be what is missing, or of some dataset more is missing
   * than the guard allows of what was known before: neither another dataset nor new rows make up for it.
   *
   * @param counts one of each dataset
   * @param refusedMayBeMissing whether of some refused row it is not known which records it is about
   */
  boolean suspicious(List<Disappeared.Count> counts, int guard, boolean refusedMayBeMissing) {
    boolean missing = counts.stream().anyMatch(count -> count.missing() > 0);
    return missing && (used == 0 || refusedMayBeMissing
        || counts.stream().anyMatch(count -> count.missing() * 100 > count.known() * guard));
  }

  byte[] encode() {
    return JSON.writeValueAsString(this).getBytes(StandardCharsets.UTF_8);
  }

  /** What an earlier version wrote kept nothing. */
  static SnapshotState decode(byte[] bytes) {
    ObjectNode state = (ObjectNode) JSON.readTree(new String(bytes, StandardCharsets.UTF_8));
    if (!state.has("kept")) {
      state.putArray("kept");
    }
    return JSON.treeToValue(state, SnapshotState.class);
  }
}
