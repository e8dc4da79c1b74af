package cn.yilu.catalogue.log;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every log promises. */
abstract class LogContract {
  Log log;

  /** An empty log. */
  abstract Log open();

  @BeforeEach
  void openLog() {
    log = open();
  }

  @Test
  void entriesComeBackInOrderAndWhole() {
    Entry full = new Entry(new Key(-1, 7), Entry.Kind.DELETE, "registry", 1_767_225_600_000L, 1_767_225_601_000L,
        "ab12",
        "370302", List.of(new Entry.Left("370303", 4)), "王桂兰".getBytes(UTF_8));
    Entry plain = new Entry(new Key(0, 0), Entry.Kind.UPSERT, "", Entry.NO_TIME, 0, "", "", List.of(), new byte[0]);

    append("claims/resident", full, plain);

    Block block = log.read("claims/resident", 0, 10).getFirst();
    assertThat(block.first()).isEqualTo(1);
    assertThat(block.entries()).usingRecursiveFieldByFieldElementComparator().containsExactly(full, plain);
  }

  @Test
  void anAreaLeftByAnEntryGetsThatEntrysSequence() {
    append("t", entry(1), entry(2), new Entry(new Key(0, 3), Entry.Kind.UPSERT, "s", 0, 0, "", "b",
        List.of(new Entry.Left("a", Entry.HERE), new Entry.Left("c", 1)), new byte[0]));

    assertThat(log.read("t", 2, 1).getFirst().entries().getFirst().left()).containsExactly(new Entry.Left("a", 3),
        new Entry.Left("c", 1));
  }

  @Test
  void sequencesGoOnFromBatchToBatchAndReadingGoesOnAfterAnyOfThem() {
    assertThat(append("t", entry(1), entry(2))).isEqualTo(new Appended.Committed(Map.of("t", 1L)));
    assertThat(append("t", entry(3), entry(4), entry(5))).isEqualTo(new Appended.Committed(Map.of("t", 3L)));

    assertThat(log.head("t")).isEqualTo(5);
    assertThat(keysAfter(0)).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(keysAfter(3)).containsExactly(4L, 5L);
    assertThat(keysAfter(5)).isEmpty();
    assertThat(keysAfter(99)).isEmpty();
    assertThat(log.read("t", 3, 10).getFirst().first()).isEqualTo(4);
  }

  @Test
  void aReadStopsSoonAfterAsManyAsWereAskedFor() {
    IntStream.range(0, 50).forEach(i -> append("t", entry(2L * i), entry(2L * i + 1)));

    assertThat(keys(log.read("t", 0, 10))).hasSizeBetween(10, 12);
    assertThat(keys(log.read("t", 11, 1))).startsWith(11L);
  }

  @Test
  void anUnknownTopicIsEmpty() {
    assertThat(log.head("nothing")).isZero();
    assertThat(log.read("nothing", 0, 10)).isEmpty();
    assertThat(log.topics("no")).isEmpty();
    assertThat(log.position("nothing")).isEmpty();
  }

  @Test
  void topicsAndPositionsAreListedByPrefix() {
    append("records/b", entry(1));
    append("records/a", entry(1));
    append("records%", entry(1));
    move("source/x", null, "1");
    move("merge/x", null, "1");

    assertThat(log.topics("records/")).containsExactly("records/a", "records/b");
    assertThat(log.heads("records/")).containsOnly(Map.entry("records/a", 1L), Map.entry("records/b", 1L));
    assertThat(log.positions("source/")).containsExactly("source/x");
  }

  @Test
  void aPositionMovesOnlyFromWhereItIsExpected() {
    assertThat(move("p", null, "1")).isInstanceOf(Appended.Committed.class);
    assertThat(move("p", null, "2")).isEqualTo(new Appended.Refused("p"));
    assertThat(move("p", "0", "2")).isEqualTo(new Appended.Refused("p"));
    assertThat(move("q", "0", "2")).isEqualTo(new Appended.Refused("q"));
    assertThat(move("p", "1", "2")).isInstanceOf(Appended.Committed.class);

    assertThat(log.position("p")).hasValueSatisfying(value -> assertThat(value).asString(UTF_8).isEqualTo("2"));
    assertThat(log.position("q")).isEmpty();
    assertThat(log.positions("")).containsExactly("p");
  }

  @Test
  void aRefusedBatchLeavesNothing() {
    move("p", null, "1");

    Appended outcome = log.append(new Batch(Map.of("a", List.of(entry(1)), "b", List.of(entry(2))),
        List.of(moveOf("q", null, "1"), moveOf("p", "0", "2")))).join();

    assertThat(outcome).isEqualTo(new Appended.Refused("p"));
    assertThat(log.head("a") + log.head("b")).isZero();
    assertThat(log.topics("")).isEmpty();
    assertThat(log.position("q")).isEmpty();
  }

  @Test
  void aBatchMovesSeveralTopicsAndPositionsTogether() {
    Appended outcome = log.append(new Batch(Map.of("a", List.of(entry(1)), "b", List.of(entry(2), entry(3))),
        List.of(moveOf("p", null, "1"), moveOf("q", null, "1")))).join();

    assertThat(outcome).isEqualTo(new Appended.Committed(Map.of("a", 1L, "b", 1L)));
    assertThat(log.positions("")).containsExactly("p", "q");
  }

  @Test
  void aBatchMovesAPositionAtMostOnce() {
    Batch batch = new Batch(Map.of(), List.of(moveOf("p", null, "1"), moveOf("p", "1", "2")));

    assertThatThrownBy(() -> log.append(batch)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void ofManyThatMoveOnePositionEachStepSucceedsOnce() {
    List<Appended> outcomes = IntStream.range(0, 200)
        .mapToObj(i -> log.append(new Batch(Map.of("t", List.of(entry(i))),
            List.of(moveOf("p", i / 2 == 0 ? null : "" + (i / 2 - 1), "" + i / 2)))))
        .toList()
        .stream()
        .map(future -> future.join())
        .toList();

    assertThat(outcomes).filteredOn(Appended.Committed.class::isInstance).hasSize(100);
    assertThat(keysAfter(0)).hasSize(100).doesNotHaveDuplicates();
  }

  @Test
  void aLargeBatchIsReadInPieces() {
    List<Entry> entries = IntStream.range(0, 20_000).mapToObj(LogContract::entry).toList();

    log.append(new Batch(Map.of("t", entries), List.of())).join();

    assertThat(log.head("t")).isEqualTo(20_000);
    assertThat(keysAfter(0)).hasSize(20_000).isSorted();
  }

  @Test
  void aFollowerIsCalledAtTheStartAndAfterAppendsToItsTopicsUntilItIsClosed() throws Exception {
    Semaphore calls = new Semaphore(0);
    Log.Following following = log.follow("records/", calls::release);
    assertThat(calls.tryAcquire(10, TimeUnit.SECONDS)).isTrue();

    append("records/resident", entry(1));
    assertThat(calls.tryAcquire(10, TimeUnit.SECONDS)).isTrue();

    following.close();
    Semaphore other = new Semaphore(0);
    Log.Following still = log.follow("records/", other::release);
    assertThat(other.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    calls.drainPermits();
    append("records/resident", entry(2));
    assertThat(other.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    assertThat(calls.availablePermits()).isZero();
    still.close();
  }

  @Test
  void aFollowerThatFailsIsCalledAgain() throws Exception {
    Semaphore calls = new Semaphore(0);
    Log.Following following = log.follow("t", () -> {
      calls.release();
      throw new IllegalStateException("meant to fail");
    });
    assertThat(calls.tryAcquire(10, TimeUnit.SECONDS)).isTrue();

    append("t", entry(1));

    assertThat(calls.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
    following.close();
  }

  Appended append(String topic, Entry... entries) {
    return log.append(new Batch(Map.of(topic, List.of(entries)), List.of())).join();
  }

  private Appended move(String name, @Nullable String expected, String next) {
    return log.append(new Batch(Map.of(), List.of(moveOf(name, expected, next)))).join();
  }

  static Batch.Move moveOf(String name, @Nullable String expected, String next) {
    return new Batch.Move(name, expected == null ? null : expected.getBytes(UTF_8), next.getBytes(UTF_8));
  }

  /** An entry whose key says its number. */
  static Entry entry(long number) {
    return new Entry(new Key(0, number), Entry.Kind.UPSERT, "test", number, number, "", "", List.of(),
        ("payload " + number).getBytes(UTF_8));
  }

  private List<Long> keysAfter(long after) {
    return Stream.iterate(log.read("t", after, 5), blocks -> !blocks.isEmpty(),
        blocks -> log.read("t", blocks.getLast().last(), 5)).flatMap(blocks -> keys(blocks).stream()).toList();
  }

  static List<Long> keys(List<Block> blocks) {
    return blocks.stream().flatMap(block -> block.entries().stream()).map(entry -> entry.key().low()).toList();
  }
}
