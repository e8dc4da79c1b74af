package cn.yilu.catalogue.log;

import static cn.yilu.catalogue.log.LogContract.entry;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What compaction promises, whatever the log. */
abstract class CompactionContract {
  static final Instant LONG_AGO = Instant.parse("2024-01-01T00:00:00Z");
  static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  static final Instant DELETES = NOW.minus(Duration.ofDays(400));
  Log log;
  Compaction compaction;

  /** An empty log. */
  abstract Log open();

  /** What compacts it. */
  abstract Compaction compaction();

  @BeforeEach
  void openBoth() {
    log = open();
    compaction = compaction();
  }

  @Test
  void theLastEntryOfEachKeyStaysWithItsNumberAndNothingElse() {
    append(upsert(1, "a"), upsert(2, "b"), upsert(1, "c"));
    append(upsert(3, "d"), upsert(1, "e"));

    Compaction.Freed freed = compact(Long.MAX_VALUE);

    assertThat(entries(0)).containsExactly("2 b", "4 d", "5 e");
    assertThat(freed.entries()).isEqualTo(2);
    assertThat(log.head("t")).isEqualTo(5);
  }

  @Test
  void positionsOfOneKindAreDroppedByAgeAndCanBeMadeAnew() {
    for (String name : List.of("once/a", "once/b", "other/once/a")) {
      log.append(new Batch(Map.of(), List.of(new Batch.Move(name, null, new byte[]{1})))).join();
    }

    int early = compaction.dropPositions("once/", LONG_AGO);
    int all = compaction.dropPositions("once/", Instant.now().plus(Duration.ofDays(1)));

    assertThat(early).isZero();
    assertThat(all).isEqualTo(2);
    assertThat(log.positions("")).containsExactly("other/once/a");
    assertThat(log.append(new Batch(Map.of(), List.of(new Batch.Move("once/a", null, new byte[]{2})))).join())
        .isInstanceOf(Appended.Committed.class);
  }

  @Test
  void readersGoOnFromWhereverTheyStandAndEndAtTheHead() {
    for (int i = 1; i <= 30; i++) {
      append(upsert(i % 3, "v" + i), upsert(100 + i / 10, "w" + i));
    }
    compact(Long.MAX_VALUE);
    append(upsert(1, "new"));

    List<String> all = entries(0);
    for (long after = 0; after <= 61; after++) {
      long from = after;
      assertThat(entries(after)).as("after %d", after)
          .isEqualTo(all.stream().filter(entry -> number(entry) > from).toList());
    }
  }

  @Test
  void blocksFollowEachOtherWithoutAGapAlsoWhereNothingIsLeft() {
    append(upsert(1, "a"));
    append(upsert(1, "b"), upsert(1, "c"));
    append(upsert(1, "d"));
    append(upsert(2, "e"));
    compact(4);

    long seen = 0;
    for (List<Block> blocks = log.read("t", 0, 1); !blocks.isEmpty(); blocks = log.read("t", seen, 1)) {
      for (Block block : blocks) {
        assertThat(block.first()).isEqualTo(seen + 1);
        assertThat(block.last()).isGreaterThanOrEqualTo(block.first());
        seen = block.last();
      }
    }
    assertThat(seen).isEqualTo(5);
    assertThat(entries(0)).containsExactly("4 d", "5 e");
  }

  @Test
  void nothingBeyondTheBoundIsTouchedOrRegarded() {
    append(upsert(1, "a"));
    append(upsert(1, "b"));
    append(upsert(1, "c"));

    compact(2);

    assertThat(entries(0)).containsExactly("2 b", "3 c");
  }

  @Test
  void nothingYoungIsTouchedOrRegarded() {
    append(upsert(1, "a"));
    append(at(NOW, upsert(1, "b")));
    append(upsert(1, "c"));

    compact(Long.MAX_VALUE);

    assertThat(entries(0)).containsExactly("1 a", "2 b", "3 c");
  }

  @Test
  void aDeleteIsToldForItsTermAndForgottenAfterwards() {
    append(upsert(1, "a"), upsert(2, "b"));
    append(at(DELETES, delete(1)));
    append(at(DELETES.minusMillis(1), delete(2)));

    compact(Long.MAX_VALUE);

    assertThat(entries(0)).containsExactly("3 DELETE");
    assertThat(log.forgotten("t")).isEqualTo(new Log.Forgotten(4, 1));
    assertThat(log.forgotten("u")).isEqualTo(Log.Forgotten.NOTHING);
  }

  @Test
  void aDeleteThatWasTakenBackIsNotForgottenButReplaced() {
    append(upsert(1, "a"), delete(1), upsert(1, "b"));

    compact(Long.MAX_VALUE);

    assertThat(entries(0)).containsExactly("3 b");
    assertThat(log.forgotten("t")).isEqualTo(Log.Forgotten.NOTHING);
  }

  @Test
  void theTrailOfEveryEntryStaysWithKeyKindAreaAndTheAreasLeft() {
    append(inArea(1, "east"), inArea(1, "west", new Entry.Left("east", Entry.HERE)), delete(2));
    append(inArea(1, "north", new Entry.Left("east", 2), new Entry.Left("west", Entry.HERE)));
    append(upsert(3, "x"));
    List<String> before = trail(100);

    compact(Long.MAX_VALUE);

    assertThat(entries(0)).hasSize(3);
    assertThat(before).containsExactly("1 UPSERT 1 east []", "2 UPSERT 1 west [Left[area=east, sequence=2]]",
        "3 DELETE 2  []",
        "4 UPSERT 1 north [Left[area=east, sequence=2], Left[area=west, sequence=4]]", "5 UPSERT 3  []");
    assertThat(trail(100)).isEqualTo(before);
    assertThat(trail(1)).isEqualTo(before);
  }

  @Test
  void whateverTheHistoryTheLastOfEachKeyIsLeftAndTheTrailIsWhole() {
    Random random = new Random(7);
    Map<Long, String> last = new TreeMap<>();
    for (int round = 0; round < 6; round++) {
      for (int batch = 0; batch < 12; batch++) {
        Entry[] entries = new Entry[1 + random.nextInt(40)];
        for (int i = 0; i < entries.length; i++) {
          long key = random.nextInt(150);
          entries[i] = random.nextInt(6) == 0
              ? at(random.nextBoolean() ? LONG_AGO : DELETES, delete(key))
              : upsert(key, "v" + random.nextInt());
          last.put(key, new String(entries[i].payload(), StandardCharsets.UTF_8));
        }
        append(entries);
      }
      List<String> before = trail(77);
      compact(round % 2 == 0 ? log.head("t") - random.nextInt(50) : Long.MAX_VALUE);
      assertThat(trail(77)).isEqualTo(before).hasSize((int) log.head("t"));
      assertThat(state()).isEqualTo(state(last));
    }
    compact(Long.MAX_VALUE);
    assertThat(entries(0).stream().map(entry -> entry.substring(entry.indexOf(' ')))).hasSizeLessThanOrEqualTo(150);
    assertThat(compact(Long.MAX_VALUE).entries()).isZero();
    assertThat(compaction.standing("t").cleaned()).isEqualTo(log.head("t"));
  }

  @Test
  void oldEventsGoFromTheBeginningOnAndTheirTrailStays() {
    append(upsert(1, "a"), upsert(2, "b"));
    append(upsert(3, "c"));
    append(at(NOW, upsert(4, "d")));
    append(upsert(5, "e"));
    List<String> before = trail(3);

    Compaction.Freed freed = compaction.expire("t", Long.MAX_VALUE, NOW, () -> true);

    assertThat(freed.entries()).isEqualTo(3);
    assertThat(entries(0)).containsExactly("4 d", "5 e");
    assertThat(entries(1)).containsExactly("4 d", "5 e");
    assertThat(log.read("t", 1, 1).getFirst().first()).isEqualTo(2);
    assertThat(log.forgotten("t").upTo()).isEqualTo(3);
    assertThat(trail(3)).isEqualTo(before);
  }

  @Test
  void whatSaysNoTimeOfItsOwnAndWhatHappensLaterThanItWasRecordedStay() {
    append(event(1, Entry.NO_TIME), event(2, 0), event(3, NOW.toEpochMilli()));
    append(event(4, 0));

    compaction.expire("t", Long.MAX_VALUE, NOW, () -> true);

    assertThat(entries(0)).containsExactly("1 v", "3 v");
    compaction.expire("t", Long.MAX_VALUE, NOW.plusMillis(1), () -> true);
    assertThat(entries(0)).containsExactly("1 v");
  }

  @Test
  void whatExpiresGoesByWhenItWasRecordedWhateverItSays() {
    append(event(1, Entry.NO_TIME), event(2, NOW.toEpochMilli()));
    append(at(NOW, upsert(3, "c")));

    compaction.drop("t", NOW, () -> true);

    assertThat(entries(0)).containsExactly("3 c");
    assertThat(log.forgotten("t").upTo()).isEqualTo(2);
  }

  private static Entry event(long key, long time) {
    Entry entry = upsert(key, "v");
    return new Entry(entry.key(), entry.kind(), entry.source(), time, entry.recordedTime(), "", "", List.of(),
        entry.payload());
  }

  @Test
  void oldEventsBeyondTheBoundStay() {
    append(upsert(1, "a"));
    append(upsert(2, "b"));

    compaction.expire("t", 1, NOW, () -> true);

    assertThat(entries(0)).containsExactly("2 b");
  }

  @Test
  void whatIsBrokenOffAtOnceDoesNothing() {
    append(upsert(1, "a"), upsert(1, "b"));

    compaction.compact("t", new Compaction.Bounds(Long.MAX_VALUE, NOW, DELETES), () -> false);
    compaction.expire("t", Long.MAX_VALUE, NOW, () -> false);

    assertThat(entries(0)).containsExactly("1 a", "2 b");
  }

  @Test
  void aTopicThatDoesNotExistIsNothingToCompact() {
    assertThat(compact(Long.MAX_VALUE)).isEqualTo(Compaction.Freed.NOTHING);
    assertThat(compaction.standing("t").head()).isZero();
  }

  Compaction.Freed compact(long upTo) {
    return compaction.compact("t", new Compaction.Bounds(upTo, NOW, DELETES), () -> true);
  }

  void append(Entry... entries) {
    log.append(new Batch(Map.of("t", List.of(entries)), List.of())).join();
  }

  static Entry upsert(long key, String payload) {
    return new Entry(entry(key).key(), Entry.Kind.UPSERT, "test", 0, LONG_AGO.toEpochMilli(), "", "", List.of(),
        payload.getBytes(StandardCharsets.UTF_8));
  }

  static Entry inArea(long key, String area, Entry.Left... left) {
    return new Entry(entry(key).key(), Entry.Kind.UPSERT, "test", 0, LONG_AGO.toEpochMilli(), "", area,
        List.of(left), new byte[9]);
  }

  /** Young enough to stay, old enough to be regarded. */
  static Entry delete(long key) {
    return new Entry(entry(key).key(), Entry.Kind.DELETE, "test", 0, DELETES.toEpochMilli(), "", "", List.of(),
        new byte[0]);
  }

  static Entry at(Instant recorded, Entry entry) {
    return new Entry(entry.key(), entry.kind(), entry.source(), entry.eventTime(), recorded.toEpochMilli(),
        entry.schema(), entry.area(), entry.left(), entry.payload());
  }

  private static long number(String entry) {
    return Long.parseLong(entry.substring(0, entry.indexOf(' ')));
  }

  /** Number and payload of everything after a number, read in small pieces. */
  List<String> entries(long after) {
    return all(after, from -> log.read("t", from, 7), entry -> entry.kind() == Entry.Kind.DELETE
        ? "DELETE"
        : new String(entry.payload(), StandardCharsets.UTF_8));
  }

  private List<String> trail(int most) {
    return all(0, from -> log.trail("t", from, most),
        entry -> entry.kind() + " " + entry.key().low() + " " + entry.area() + " " + entry.left());
  }

  private interface Shown {
    String of(Entry entry);
  }

  private static List<String> all(long after, LongFunction<List<Block>> read, Shown shown) {
    List<String> all = new ArrayList<>();
    long at = after;
    for (List<Block> blocks = read.apply(at); !blocks.isEmpty(); blocks = read.apply(at)) {
      for (Block block : blocks) {
        for (int i = 0; i < block.entries().size(); i++) {
          all.add(block.sequence(i) + " " + shown.of(block.entries().get(i)));
        }
        at = block.last();
      }
    }
    return all;
  }

  /** What a reader from the beginning ends up with: what each live key says. */
  private Map<Long, String> state() {
    Map<Long, String> state = new TreeMap<>();
    long at = 0;
    for (List<Block> blocks = log.read("t", 0, 50); !blocks.isEmpty(); blocks = log.read("t", at, 50)) {
      for (Block block : blocks) {
        block.entries().forEach(
            entry -> state.put(entry.key().low(), new String(entry.payload(), StandardCharsets.UTF_8)));
        at = block.last();
      }
    }
    return state(state);
  }

  private static Map<Long, String> state(Map<Long, String> last) {
    Map<Long, String> live = new TreeMap<>(last);
    live.values().removeIf(String::isEmpty);
    return live;
  }
}
