package cn.yilu.catalogue.position;

import cn.yilu.catalogue.Problem;
import cn.yilu.catalogue.dataset.CatalogueEntry;
import cn.yilu.catalogue.dataset.EntryFollower;
import cn.yilu.catalogue.duplicate.Duplicates;
import cn.yilu.catalogue.log.Log;
import cn.yilu.catalogue.record.Records;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells how far the log is, and waits until records or catalogue entries are that far. */
final class Positions {
  private static final String CLAIMS = "claims/";
  private static final Duration LONGEST = Duration.ofSeconds(5);

  private final Log log;
  private final Records records;
  private final List<EntryFollower> followers;
  private final Optional<Duplicates> duplicates;

  Positions(Log log, Records records, List<EntryFollower> followers, Optional<Duplicates> duplicates) {
    this.duplicates = duplicates;
    this.log = log;
    this.records = records;
    this.followers = List.copyOf(followers);
  }

  Position now() {
    Map<String, Long> heads = new HashMap<>(log.heads(CLAIMS));
    heads.putAll(log.heads(CatalogueEntry.TOPIC));
    return new Position(log.identity(), heads);
  }

  /**
   * Waits at most five seconds until the records of a dataset reflect the position.
   *
   * @throws Problem 410 when it is of a log that was restored since, 503 when it takes longer
   */
  void awaitRecords(Position position, String dataset) throws InterruptedException {
    sameLog(position);
    if (records.knows(dataset) && !records.await(dataset, position.heads(), LONGEST)) {
      throw notYet();
    }
  }

  /** The same for everything that is made of catalogue entries. */
  void awaitEntries(Position position) throws InterruptedException {
    sameLog(position);
    long entries = position.heads().getOrDefault(CatalogueEntry.TOPIC, 0L);
    long end = System.nanoTime() + LONGEST.toNanos();
    for (EntryFollower follower : followers) {
      if (!follower.await(entries, Duration.ofNanos(Math.max(0, end - System.nanoTime())))) {
        throw notYet();
      }
    }
  }

  /** The same for the work list of candidate duplicates. */
  void awaitDuplicates(Position position) throws InterruptedException {
    sameLog(position);
    if (duplicates.isPresent() && !duplicates.get().await(position.heads(), LONGEST)) {
      throw notYet();
    }
  }

  private void sameLog(Position position) {
    if (!position.log().equals(log.identity())) {
      throw new Problem(410, "bad-position", "数据已恢复到较早状态,此位点不再有效。",
          "The log was restored since this position was given.");
    }
  }

  private static Problem notYet() {
    return Problem.later(503, "not-yet", 1, "尚未处理到 Yilu-After 所指位点,请稍后重试。",
        "What Yilu-After names is not reflected yet; try again soon.");
  }
}
