package cn.yilu.catalogue.intake;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.DataDirectory;
import cn.yilu.catalogue.intake.SnapshotState.Phase;
import cn.yilu.catalogue.log.Appended;
import cn.yilu.catalogue.log.Batch;
import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.InMemoryLog;
import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.secret.Keys;
import cn.yilu.connectors.Envelope;
import cn.yilu.connectors.Receipt;
import cn.yilu.mappings.Mapping;
import cn.yilu.mappings.MappingLibrary;
import cn.yilu.schemas.SharedSchemas;
import cn.yilu.schemas.Text;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotsTest {
  private static final Instant NOW = Instant.parse("2026-03-05T06:00:00Z");

  @TempDir
  private Path folder;
  private final InMemoryLog log = new InMemoryLog();
  private final SharedSchemas schemas = SharedSchemas.released();
  private final Mapping registry = Mapping.compile(MappingLibrary.released("registry").orElseThrow(), schemas);
  /** Takes only who has a household. */
  private final Mapping housed = Mapping.compile("""
                                                 mapping: housed
                                                 formats: {rows: {}}
                                                 record: RYBH
                                                 targets:
                                                   - dataset: resident
                                                     when: {HH: {empty: false}}
                                                     fields: {name: XM}
                                                 """, schemas);
  private LaneTools tools;
  private Lane lane;

  @BeforeEach
  void open() {
    Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
    tools = new LaneTools(log, new ClaimEntries(new Keys(new byte[32]), schemas, clock),
        new Sealer(new DayKeys(DataDirectory.at(folder.resolve("data"))), clock), clock, ZoneId.of("Asia/Shanghai"));
    lane = lane();
  }

  @AfterEach
  void close() {
    lane.close();
    log.close();
  }

  @Test
  void whatAFullDeliveryDoesNotHaveIsWithdrawn() {
    deliver("a", true, 1, 10);
    deliver("b", true, 2, 10);

    settled(Phase.DONE);
    assertThat(live()).hasSize(9);
  }

  @Test
  void aFifthMayDisappearButNotOneMore() {
    deliver("a", true, 1, 10);
    deliver("b", true, 3, 10);
    settled(Phase.DONE);
    assertThat(live()).hasSize(8);

    deliver("c", true, 5, 10);

    SnapshotState waiting = settled(Phase.WAITING);
    // Of a row without a known address: the registration, the resident and whose household it is.
    assertThat(waiting.live()).isEqualTo(8 * 3);
    assertThat(waiting.missing()).isEqualTo(2 * 3);
    assertThat(waiting.sample()).isNotEmpty().allMatch(key -> key.matches("[0-9a-f]{32}"));
    assertThat(live()).hasSize(8);
  }

  @Test
  void newRowsDoNotMakeUpForThoseThatDisappear() {
    deliver("a", true, 1, 10);
    deliver("b", true, 6, 30);

    SnapshotState waiting = settled(Phase.WAITING);
    assertThat(waiting.missing() * 100 / waiting.live()).isLessThan(20);
    assertThat(live()).hasSize(30);
  }

  @Test
  void whatDisappearsOfOneDatasetIsNotLostAmongTheOthers() {
    SnapshotState complete = SnapshotState.begin(2, "b", Map.of(), Tally.NONE)
        .complete(new Tally("", 1_000, 1_000, 0, 0, 0, 0));
    Disappeared.Count whole = new Disappeared.Count(1_000, 1_000, 0);

    assertThat(complete.suspicious(List.of(whole, whole, new Disappeared.Count(300, 300, 300)), 20, false)).isTrue();
    assertThat(complete.suspicious(List.of(whole, whole, new Disappeared.Count(300, 300, 61)), 20, false)).isTrue();
    assertThat(complete.suspicious(List.of(whole, whole, new Disappeared.Count(300, 300, 60)), 20, false)).isFalse();
    assertThat(complete.suspicious(List.of(whole, whole, whole), 0, true)).isFalse();
  }

  @Test
  void aYesWithdrawsAndANoDoesNot() {
    deliver("a", true, 1, 10);
    deliver("b", true, 6, 10);
    decide(settled(Phase.WAITING), Phase.DISCARDED);
    assertThat(live()).hasSize(10);

    deliver("c", true, 6, 10);
    decide(settled(Phase.WAITING), Phase.APPROVED);
    lane.snapshots().decided();

    settled(Phase.DONE);
    assertThat(live()).hasSize(5);
  }

  @Test
  void anEmptyDeliveryWaitsForAPerson() {
    deliver("a", true, 1, 3);
    deliver("b", true, 1, 0);

    assertThat(settled(Phase.WAITING).missing()).isEqualTo(3 * 3);
    assertThat(live()).hasSize(3);
  }

  @Test
  void aRowThatCannotBeUsedMayBeTheMissingOneSoAPersonIsAsked() {
    deliver("a", true, 1, 10);
    reject("b");
    deliver("b", true, 2, 10);

    assertThat(settled(Phase.WAITING).rejected()).isEqualTo(1);
    assertThat(live()).hasSize(10);
  }

  @Test
  void aPersonIsAskedAgainWhenTheSameRowCannotBeUsedTheNextTimeEither() {
    deliver("a", true, 1, 10);
    for (String delivery : List.of("b", "c")) {
      reject(delivery);
      deliver(delivery, true, 2, 10);
      assertThat(settled(Phase.WAITING).rejected()).isEqualTo(1);
    }

    assertThat(lane.tally().rejected()).isEqualTo(1);
    assertThat(lane.tally().repeated()).isEqualTo(1);
  }

  private void reject(String delivery) {
    offer(new Envelope("registry", "czrk", new Envelope.Rows(List.of(Map.of("XM", "无编号"))), "application/x-rows",
        Optional.empty(), NOW, Optional.empty(), Optional.empty(),
        Optional.of(new Envelope.Snapshot(delivery, false))));
  }

  @Test
  void aRefusedRowWhoseRecordIsKnownWasThereAndNobodyIsAsked() {
    lane.close();
    lane = new Lane(source(), housed, tools);
    deliver("a", true, 1, 10);
    refuse("b", 1);
    deliver("b", true, 2, 9);

    SnapshotState done = settled(Phase.DONE);
    assertThat(done.rejected()).isEqualTo(1);
    assertThat(done.missing()).isEqualTo(1);
    assertThat(done.kept()).hasSize(1);
    assertThat(live()).hasSize(9);
  }

  @Test
  void aYesDoesNotWithdrawWhatWasThereInARefusedRow() {
    lane.close();
    lane = new Lane(source(), housed, tools);
    deliver("a", true, 1, 10);
    refuse("b", 1);
    deliver("b", true, 6, 10);
    SnapshotState waiting = settled(Phase.WAITING);
    assertThat(waiting.missing()).isEqualTo(4);
    lane.close();
    lane = new Lane(source(), housed, tools);
    decide(waiting, Phase.APPROVED);
    lane.snapshots().decided();

    settled(Phase.DONE);
    assertThat(live()).hasSize(6);
  }

  @Test
  void oneRowThatNobodyCanReadAmongThoseThatAreKnownStopsTheDelivery() {
    lane.close();
    lane = new Lane(source(), housed, tools);
    deliver("a", true, 1, 10);
    refuse("b", 1);
    reject("b");
    deliver("b", true, 2, 9);

    assertThat(settled(Phase.WAITING).rejected()).isEqualTo(2);
    assertThat(live()).hasSize(10);
  }

  @Test
  void whatWasRefusedBeforeARestartIsNotRememberedSoAPersonIsAsked() {
    lane.close();
    lane = new Lane(source(), housed, tools);
    deliver("a", true, 1, 10);
    refuse("b", 1);
    lane.close();
    lane = new Lane(source(), housed, tools);
    refuse("b", 2);
    deliver("b", true, 3, 9);

    assertThat(settled(Phase.WAITING).rejected()).isEqualTo(2);
    assertThat(live()).hasSize(10);
  }

  @Test
  void aDeliveryThatAnEarlierVersionWroteDownIsRead() {
    String before = """
                    {"number":3,"id":"b","phase":"WAITING","starts":{"resident":7},"usedBefore":1,"rejectedBefore":0,"used":9,
                     "rejected":1,"live":10,"missing":1,"sample":["00000000000000010000000000000002"]}
                    """;

    assertThat(SnapshotState.decode(before.getBytes(StandardCharsets.UTF_8)).kept()).isEmpty();
  }

  /** A row that is readable and of which nothing is taken. */
  private void refuse(String delivery, int person) {
    Map<String, String> row = new java.util.HashMap<>(person(person));
    row.remove("HH");
    offer(new Envelope("registry", "czrk", new Envelope.Rows(List.of(row)), "application/x-rows",
        Optional.empty(), NOW, Optional.empty(), Optional.empty(),
        Optional.of(new Envelope.Snapshot(delivery, false))));
  }

  @Test
  void partsBeforeAndAfterARestartAreOneDelivery() {
    deliver("a", true, 1, 10);
    deliver("b", false, 1, 5);
    lane.close();
    lane = lane();
    deliver("b", true, 6, 9);

    settled(Phase.DONE);
    assertThat(live()).hasSize(9);
  }

  @Test
  void aComparisonCutOffByACrashIsFinishedByTheNextStart() {
    deliver("a", true, 1, 10);
    deliver("b", true, 6, 10);
    SnapshotState waiting = settled(Phase.WAITING);
    lane.close();
    Entry half = tools.claims().withdrawal(source(), "resident", missing().getFirst());
    append(new Batch(Map.of("claims/resident", List.of(half)), List.of(new Batch.Move("snapshot/registry",
        waiting.encode(), waiting.to(Phase.APPROVED).encode()))));

    lane = lane();

    settled(Phase.DONE);
    assertThat(live()).hasSize(5);
    assertThat(entries("claims/resident").stream().filter(entry -> entry.kind() == Entry.Kind.DELETE)).hasSize(5);
  }

  @Test
  void theLastPartAgainAfterItsDeliveryIsDoneChangesNothing() {
    deliver("a", true, 1, 10);
    deliver("a", true, 1, 2);

    assertThat(settled(Phase.DONE).number()).isEqualTo(1);
    assertThat(live()).hasSize(10);
  }

  @Test
  void memoryIsBoundedByReadingSeveralTimes() {
    deliver("a", true, 1, 40);
    long start = log.head("claims/resident");
    Set<Key> found = new HashSet<>();

    Disappeared.Count count = new Disappeared(log, 7).find("resident", "registry", start, found::addAll);

    assertThat(count).isEqualTo(new Disappeared.Count(40, 40, 40));
    assertThat(found).hasSize(40);
  }

  private List<Key> missing() {
    List<Key> keys = new java.util.ArrayList<>();
    SnapshotState state = SnapshotState.decode(log.position("snapshot/registry").orElseThrow());
    new Disappeared(log).find("resident", "registry", state.starts().getOrDefault("resident", 0L), keys::addAll);
    return keys;
  }

  private SnapshotState settled(Phase phase) {
    Awaitility.await().atMost(Duration.ofSeconds(10)).until(
        () -> log.position("snapshot/registry").map(SnapshotState::decode).map(SnapshotState::phase)
            .filter(now -> now != Phase.COMPLETE && now != Phase.APPROVED && now != Phase.OPEN).isPresent());
    SnapshotState state = SnapshotState.decode(log.position("snapshot/registry").orElseThrow());
    assertThat(state.phase()).isEqualTo(phase);
    return state;
  }

  private void decide(SnapshotState waiting, Phase next) {
    append(new Batch(Map.of(),
        List.of(new Batch.Move("snapshot/registry", waiting.encode(), waiting.to(next).encode()))));
  }

  private void append(Batch batch) {
    assertThat(log.append(batch).join()).isInstanceOf(Appended.Committed.class);
  }

  /** Persons from one number to another; waits until it is compared, so that the next begins after it. */
  private void deliver(String id, boolean last, int from, int to) {
    List<Map<String, String>> rows = IntStream.rangeClosed(from, to).mapToObj(SnapshotsTest::person).toList();
    offer(new Envelope("registry", "czrk", new Envelope.Rows(rows), "application/x-rows", Optional.empty(), NOW,
        Optional.empty(), Optional.empty(), Optional.of(new Envelope.Snapshot(id, last))));
    if (last) {
      Awaitility.await().atMost(Duration.ofSeconds(10)).until(
          () -> Set.of(Phase.DONE, Phase.WAITING).contains(
              SnapshotState.decode(log.position("snapshot/registry").orElseThrow()).phase()));
    }
  }

  private Receipt offer(Envelope envelope) {
    return lane.accept(envelope).toCompletableFuture().join();
  }

  private static Map<String, String> person(int number) {
    return Map.of("RYBH", Integer.toString(number), "HH", "A1", "XM", "王桂兰", "XB", "2", "CSRQ", "19430512", "SQDM",
        "370302001001", "WGDM", "370302001001001", "BDSJ", "20250101000000");
  }

  private static Source source() {
    return new Source("registry", new Text("户籍", "Registry"), "police", "jdbc", "registry", Map.of());
  }

  private Lane lane() {
    return new Lane(source(), registry, tools);
  }

  private Set<Key> live() {
    Set<Key> live = new HashSet<>();
    for (Entry entry : entries("claims/resident")) {
      if (entry.kind() == Entry.Kind.UPSERT) {
        live.add(entry.key());
      } else {
        live.remove(entry.key());
      }
    }
    return live;
  }

  private List<Entry> entries(String topic) {
    return log.read(topic, 0, Integer.MAX_VALUE).stream().map(Block::entries).flatMap(List::stream).toList();
  }
}
