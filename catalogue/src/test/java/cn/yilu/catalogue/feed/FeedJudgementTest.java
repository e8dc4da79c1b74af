package cn.yilu.catalogue.feed;

import static cn.yilu.catalogue.feed.ResidentEntries.ROAD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.yilu.catalogue.Problem;
import cn.yilu.catalogue.grant.Decision;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.Test;

/** No page without a grant at the time it leaves, nor without a note of it. */
class FeedJudgementTest extends FeedReading {

  @Test
  void whoWaitsIsAnsweredWhenSomethingNewArrives() throws Exception {
    CompletableFuture<Page> page = CompletableFuture
        .supplyAsync(() -> feed.read(question("clinic", "resident", "", 10, Duration.ofSeconds(30))));
    assertStillWaiting(page);

    residents.upsert(1, ROAD).append();

    assertThat(page.get(20, TimeUnit.SECONDS).lines().count()).isEqualTo(1);
  }

  @Test
  void whoWaitsIsSentHomeWhenTheServiceStops() throws Exception {
    CompletableFuture<Page> page = CompletableFuture
        .supplyAsync(() -> feed.read(question("clinic", "resident", "", 10, Duration.ofSeconds(30))));
    assertStillWaiting(page);

    arrivals.stop();

    assertThat(page.get(20, TimeUnit.SECONDS).lines().count()).isZero();
  }

  @Test
  void aGrantThatIsWithdrawnWhileItsReaderWaitsEndsTheWait() throws Exception {
    CompletableFuture<Page> page = CompletableFuture
        .supplyAsync(() -> feed.read(question("clinic", "resident", "", 10, Duration.ofSeconds(30))));
    assertStillWaiting(page);

    decision = new Decision.Denied(Decision.Reason.WITHDRAWN);
    residents.upsert(1, ROAD).append();

    assertThatThrownBy(() -> page.get(20, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(Problem.class);
  }

  @Test
  void aGrantThatIsWithdrawnWhileLinesAreLookedForShowsNone() {
    residents.upsert(1, ROAD).append();
    afterJudging = () -> decision = new Decision.Denied(Decision.Reason.WITHDRAWN);

    assertProblem(() -> read("", 10), 403, "no-grant");
    assertThat(noted).isEmpty();
  }

  @Test
  void aPageLeavesOnlyAfterItsNoteIsCommitted() throws Exception {
    residents.upsert(1, ROAD).append();
    CompletableFuture<Long> commit = new CompletableFuture<>();
    CompletableFuture<Void> asked = new CompletableFuture<>();
    ledger = (event, by, facts) -> {
      asked.complete(null);
      return commit;
    };

    CompletableFuture<Page> page = CompletableFuture.supplyAsync(() -> read("", 10));
    asked.get(30, TimeUnit.SECONDS);
    assertThat(page).isNotDone();
    commit.complete(7L);

    assertThat(page.get(30, TimeUnit.SECONDS).lines().count()).isEqualTo(1);
  }

  @Test
  void nothingIsSentThatCouldNotBeNoted() {
    residents.upsert(1, ROAD).append();
    ledger = (event, by, facts) -> CompletableFuture.failedFuture(new IllegalStateException("disk full"));

    assertProblem(() -> read("", 10), 503, "unavailable");
  }

  @Test
  void theNoteSaysWhatWasOfferedUnderWhichGrant() {
    residents.upsert(1, ROAD).upsert(2, ROAD).append();

    read("", 1);

    assertThat(noted).hasSize(1);
    assertThat(noted.getFirst()).containsEntry("grant", "g-1").containsEntry("version", 1)
        .containsEntry("dataset", "resident").containsEntry("after", 0L).containsEntry("to", 1L)
        .containsEntry("offered", 1).containsEntry("fields", List.of("name", "phone"))
        .containsEntry("day", "2026-01-01");
  }

  @Test
  void whatWasMadeAheadIsJudgedAndNotedOnlyWhenItIsAskedFor() {
    residents.upsert(1, ROAD).upsert(2, ROAD).upsert(3, ROAD).append();
    String cursor = read("", 1).next();
    String second = read(cursor, 1).next();
    assertThat(noted).hasSize(2);

    decision = new Decision.Denied(Decision.Reason.WITHDRAWN);

    assertProblem(() -> read(second, 1), 403, "no-grant");
    assertThat(noted).hasSize(2);
  }

  @Test
  void onlyAPageThatIsBeingSentTakesRoom() {
    int all = room.freeBytes();
    residents.upsert(1, ROAD).append();

    Page page = read("", 10);
    assertThat(room.freeBytes()).isLessThan(all);
    page.close();
    page.close();
    Page empty = read(page.next(), 10);
    ledger = (event, by, facts) -> CompletableFuture.failedFuture(new IllegalStateException("disk full"));
    assertProblem(() -> read("", 10), 503, "unavailable");

    assertThat(empty.lines().count()).isZero();
    assertThat(room.freeBytes()).isEqualTo(all);
  }

  private static void assertStillWaiting(CompletableFuture<Page> page) {
    assertThatThrownBy(() -> page.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
  }
}
