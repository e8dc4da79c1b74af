package cn.yilu.catalogue.feed;

import static cn.yilu.catalogue.feed.ResidentEntries.ROAD;
import static cn.yilu.catalogue.feed.ResidentEntries.TOWN;
import static cn.yilu.catalogue.feed.ResidentEntries.leftNow;
import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.grant.Decision;
import cn.yilu.catalogue.log.Compaction;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Log;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** Where a reader goes on, and when it must begin anew. */
class FeedCursorTest extends FeedReading {

  @Test
  void aCursorThatIsNotOursForThisReaderAndDatasetIsRefused() {
    residents.upsert(1, ROAD).append();
    String cursor = read("", 10).next();
    String forged = cursor.substring(0, 9) + (cursor.charAt(9) == 'A' ? 'B' : 'A') + cursor.substring(10);

    assertProblem(() -> read("rubbish!", 10), 400, "bad-cursor");
    assertProblem(() -> read("x".repeat(5000), 10), 400, "bad-cursor");
    assertProblem(() -> read(forged, 10), 400, "bad-cursor");
    assertProblem(() -> feed.read(question("other", "resident", cursor, 10, Duration.ZERO)), 400, "bad-cursor");
    assertProblem(() -> feed.read(question("clinic", "dwelling", cursor, 10, Duration.ZERO)), 400, "bad-cursor");
  }

  @Test
  void aCursorOfAnotherLogOrGenerationOrBeyondTheHeadIsGone() {
    residents.upsert(1, ROAD).append();
    Log.Identity here = log.identity();

    assertProblem(() -> read(cursor(new Log.Identity("another", 1), 1, 1), 10), 410, "bad-cursor");
    assertProblem(() -> read(cursor(new Log.Identity(here.id(), here.generation() + 1), 1, 1), 10), 410, "bad-cursor");
    assertProblem(() -> read(cursor(here, 1, 2), 10), 410, "bad-cursor");
    assertThat(read(cursor(here, 1, 1), 10).lines().count()).isZero();
  }

  @Test
  void fromBeforeACompactionAReaderGetsEachKeysLastStateOnceAndTheDeletesItNeeds() {
    residents.upsert(1, ROAD).upsert(2, ROAD).upsert(3, ROAD).append();
    Page before = read("", 10);
    decision = allowed(1, "370302");
    Page within = read("", 10);
    residents.upsert(1, ROAD).upsert(2, ROAD).upsert(1, ROAD).append();
    residents.upsert(3, TOWN, leftNow(ROAD)).delete(2, leftNow(ROAD)).upsert(3, TOWN, new Entry.Left(ROAD, 7)).append();
    compact(false);

    assertThat(operations(read(within.next(), 10))).containsExactly("upsert", "delete", "delete");
    assertThat(operations(read("", 10))).containsExactly("upsert", "delete", "delete");
    decision = allowed(1, "");
    assertThat(operations(read(before.next(), 10))).containsExactly("upsert", "delete", "upsert");
    assertThat(operations(read(read(before.next(), 1).next(), 10))).containsExactly("delete", "upsert");
    assertThat(read(read(before.next(), 10).next(), 10).lines().count()).isZero();
  }

  @Test
  void aCursorFromBeforeADeleteThatIsNoLongerKeptIsGoneAndOneFromAfterItGoesOn() {
    residents.upsert(1, ROAD).upsert(2, ROAD).append();
    String old = read("", 10).next();
    residents.delete(1).upsert(3, ROAD).upsert(4, ROAD).append();
    String after = read(old, 1).next();
    compact(true);

    assertProblem(() -> read(old, 10), 410, "bad-cursor");
    assertThat(operations(read(after, 10))).containsExactly("upsert", "upsert");
    Page anew = read("", 1);
    assertThat(operations(read(anew.next(), 10))).containsExactly("upsert", "upsert");
    assertThat(read(cursor(log.identity(), 1, 5), 10).lines().count()).isZero();
  }

  @Test
  void aChangedGrantEndsItsCursors() {
    residents.upsert(1, ROAD).append();
    String cursor = read("", 10).next();

    decision = allowed(2, "");

    assertProblem(() -> read(cursor, 10), 410, "grant-changed");
  }

  @Test
  void whoMayNotReadLearnsNothingOfTheCursor() {
    decision = new Decision.Denied(Decision.Reason.NO_GRANT);

    assertProblem(() -> read("rubbish!", 10), 403, "no-grant");
    assertProblem(() -> feed.read(question("clinic", "nothing", "rubbish!", 10, Duration.ZERO)), 404,
        "unknown-dataset");
    assertProblem(() -> feed.read(question("clinic", "device-wear", "", 10, Duration.ZERO)), 404, "unknown-dataset");
    decision = new Decision.Denied(Decision.Reason.UNKNOWN);
    assertProblem(() -> read("", 10), 503, "unavailable");
  }

  private void compact(boolean forgetting) {
    Instant end = Instant.ofEpochMilli(Long.MAX_VALUE);
    log.compact(ResidentEntries.TOPIC, new Compaction.Bounds(Long.MAX_VALUE, end, forgetting ? end : Instant.EPOCH),
        () -> true);
  }

  private String cursor(Log.Identity identity, int version, long sequence) {
    return cursors.seal(new Cursor(identity, "g-1", version, sequence, 0), "clinic", "resident");
  }
}
