package cn.yilu.catalogue.feed;

import static cn.yilu.catalogue.feed.ResidentEntries.LANE;
import static cn.yilu.catalogue.feed.ResidentEntries.ROAD;
import static cn.yilu.catalogue.feed.ResidentEntries.TOWN;
import static cn.yilu.catalogue.feed.ResidentEntries.leftNow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.yilu.catalogue.Problem;
import cn.yilu.catalogue.grant.Decision;
import cn.yilu.catalogue.grant.Grant;
import cn.yilu.catalogue.log.Compaction;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.InMemoryLog;
import cn.yilu.catalogue.log.Log;
import cn.yilu.catalogue.secret.Keys;
import cn.yilu.schemas.SharedSchemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FeedTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 1, 1);
  private final InMemoryLog log = new InMemoryLog();
  private final Keys keys = new Keys(new byte[32]);
  private final Cursors cursors = new Cursors(keys.derive("cursor"));
  private final Arrivals arrivals = new Arrivals(log);
  private final List<Map<String, Object>> noted = new ArrayList<>();
  private Notes.Ledger ledger = (event, by, facts) -> {
    noted.add(new HashMap<>(facts));
    return CompletableFuture.completedFuture(1L);
  };
  private final PageRoom room = new PageRoom(8 << 20);
  private Decision decision = allowed(1, "");
  private final Feed feed = new Feed(SharedSchemas.released(), (reader, dataset) -> decision, new Views(keys), cursors,
      new Feed.Source(log, arrivals, room), new Notes((event, by, facts) -> ledger.note(event, by, facts),
          Clock.systemUTC()));
  private final ResidentEntries residents = new ResidentEntries(log);

  @BeforeEach
  void start() {
    arrivals.start();
  }

  @AfterEach
  void stop() {
    arrivals.stop();
    log.close();
  }

  @Test
  void aReaderSeesOnlyTheGrantedFieldsMaskedAndWhoSaidThem() {
    residents.upsert(1, ROAD).append();

    String line = text(read("", 10));

    assertThat(line).contains("\"record\":{\"name\":\"王**\",\"phone\":\"138****0000\"}")
        .contains("\"said\":{\"name\":{\"source\":\"registry\",\"time\":\"2023-11-14T22:13:20Z\"},"
            + "\"phone\":{\"source\":\"elder-xml\"}}")
        .contains("\"claims\":4").doesNotContain(ResidentEntries.ID, "residentId", "grid",
            ResidentEntries.key(1).toString());
  }

  @Test
  void pagesFollowEachOtherWithoutGapOrRepeat() {
    for (int i = 1; i <= 7; i++) {
      residents.upsert(i, ROAD);
    }
    residents.append();

    Page first = read("", 3);
    Page second = read(first.next(), 3);
    Page third = read(second.next(), 3);
    Page last = read(third.next(), 3);

    assertThat(List.of(first.lines().count(), second.lines().count(), third.lines().count(), last.lines().count()))
        .containsExactly(3, 3, 1, 0);
    assertThat((text(first) + text(second) + text(third)).lines().map(line -> line.substring(0, 41)))
        .hasSize(7).doesNotHaveDuplicates();
    assertThat(bytes(last)).isEmpty();
  }

  @Test
  void aReaderOfAnAreaSeesWhatIsInItAndHearsOnceOfWhatLeft() {
    decision = allowed(1, "370302001001");
    residents.upsert(1, ROAD).upsert(2, TOWN).upsert(3, "").append();
    Page before = read("", 10);

    residents.upsert(1, LANE, leftNow(ROAD)).append();
    Page within = read(before.next(), 10);
    residents.upsert(1, TOWN, new Entry.Left(ROAD, 4), leftNow(LANE)).append();
    Page left = read(within.next(), 10);
    residents.upsert(1, TOWN, new Entry.Left(ROAD, 4), new Entry.Left(LANE, 5)).append();
    Page after = read(left.next(), 10);

    assertThat(operations(before)).containsExactly("upsert");
    assertThat(operations(within)).containsExactly("upsert");
    assertThat(operations(left)).containsExactly("delete");
    assertThat(operations(after)).isEmpty();
  }

  @Test
  void whoReadsFromBeforeALeaveHearsOfItEvenWhenOnlyALaterEntryIsKept() {
    decision = allowed(1, "370302");
    residents.upsert(2, ROAD).append();
    Page before = read("", 10);
    residents.upsert(3, TOWN).upsert(1, TOWN, new Entry.Left(ROAD, 2)).append();

    Page page = read(before.next(), 10);

    assertThat(operations(page)).containsExactly("delete");
  }

  @Test
  void aDeletedRecordIsGoneForThoseWhoseAreaItWasIn() {
    residents.upsert(1, ROAD).delete(1, leftNow(ROAD)).append();

    decision = allowed(1, "370302");
    assertThat(operations(read("", 10))).containsExactly("upsert", "delete");
    decision = allowed(1, "370303");
    assertThat(operations(read("", 10))).isEmpty();
    decision = allowed(1, "");
    assertThat(operations(read("", 10))).containsExactly("upsert", "delete");
  }

  @Test
  void anEmptyPageMeansThatThereIsNothingNewHoweverFarTheNextLineIs() {
    decision = allowed(1, "370302");
    for (int i = 0; i < Stretch.MOST_ENTRIES * 2 + 10; i++) {
      residents.upsert(i, TOWN);
    }
    residents.upsert(1_000_000, ROAD).append();

    Page page = read("", 10);

    assertThat(page.lines().count()).isEqualTo(1);
    assertThat(read(page.next(), 10).lines().count()).isZero();
  }

  @Test
  void aProvinceOrCityHoldsWhatLiesInIt() {
    residents.upsert(1, ROAD).upsert(2, TOWN).append();

    decision = allowed(1, "370300");
    assertThat(read("", 10).lines().count()).isEqualTo(2);
    decision = allowed(1, "370400");
    assertThat(read("", 10).lines().count()).isZero();
  }

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

  private void compact(boolean forgetting) {
    Instant end = Instant.ofEpochMilli(Long.MAX_VALUE);
    log.compact(ResidentEntries.TOPIC, new Compaction.Bounds(Long.MAX_VALUE, end, forgetting ? end : Instant.EPOCH),
        () -> true);
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

  @Test
  void nothingIsSentThatCouldNotBeNoted() {
    residents.upsert(1, ROAD).append();
    ledger = (event, by, facts) -> CompletableFuture.failedFuture(new IllegalStateException("disk full"));

    assertProblem(() -> read("", 10), 503, "unavailable");
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

  private static void assertStillWaiting(CompletableFuture<Page> page) {
    assertThatThrownBy(() -> page.get(300, TimeUnit.MILLISECONDS)).isInstanceOf(TimeoutException.class);
  }

  private Page read(String cursor, int limit) {
    return feed.read(question("clinic", "resident", cursor, limit, Duration.ZERO));
  }

  private static Question question(String reader, String dataset, String cursor, int limit, Duration patience) {
    return new Question(reader, dataset, cursor, limit, patience, Format.JSON);
  }

  private String cursor(Log.Identity identity, int version, long sequence) {
    return cursors.seal(new Cursor(identity, "g-1", version, sequence, 0), "clinic", "resident");
  }

  private static Decision allowed(int version, String area) {
    Grant grant = new Grant("g-1", version, "clinic", "resident", Map.of("name", "default", "phone", "default"), area,
        "follow-up", "article 1", TODAY, TODAY, false);
    return new Decision.Allowed(grant, TODAY);
  }

  private static byte[] bytes(Page page) {
    try {
      return page.lines().content().readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String text(Page page) {
    return new String(bytes(page), StandardCharsets.UTF_8);
  }

  private static List<String> operations(Page page) {
    return Arrays.stream(text(page).split("\n")).filter(line -> !line.isEmpty())
        .map(line -> line.contains("\"op\":\"delete\"") ? "delete" : "upsert").toList();
  }

  private static void assertProblem(ThrowingCallable call, int status, String kind) {
    assertThatThrownBy(call).isInstanceOfSatisfying(Problem.class, problem -> {
      assertThat(problem.status()).isEqualTo(status);
      assertThat(problem.type()).isEqualTo("urn:yilu:problem:" + kind);
    });
  }
}
