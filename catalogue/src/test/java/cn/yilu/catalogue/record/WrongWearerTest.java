package cn.yilu.catalogue.record;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.log.Entry;
import cn.yilu.schemas.SharedSchema;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of readings that were appended, when it turns out that somebody else wore the device, or nobody. */
class WrongWearerTest {
  private static final int MANY = 11_000;
  private static final SharedSchema WEAR = Merging.SCHEMAS.get("device-wear");
  private static final String ONE = "elder:E1";
  private static final String TWO = "elder:E2";

  @TempDir
  Path folder;
  private Merging readings;

  @BeforeEach
  void open() {
    readings = new Merging("vital-sign", folder);
  }

  @AfterEach
  void close() {
    readings.close();
  }

  @Test
  void aReadingIsAppendedAnewForWhoWoreTheDeviceAfterAll() {
    wear(1, ONE, 0, 100);
    reading(10);
    reading(20);
    readings.settle();

    wear(1, TWO, 0, 100);
    readings.settle();

    assertPerson(10, TWO);
    assertPerson(20, TWO);
    assertThat(readings.entries()).hasSize(4);
    assertFigures(2, 0);
  }

  @Test
  void aReadingThatNobodyIsKnownOfAnyMoreIsTakenBackAndWaitsUntilSomebodyIs() {
    wear(1, ONE, 0, 100);
    reading(10);
    readings.settle();

    readings.append("claims/device-wear", gone(1));
    readings.settle();
    assertThat(readings.records()).isEmpty();
    assertThat(readings.entries()).last().satisfies(entry -> {
      assertThat(entry.kind()).isEqualTo(Entry.Kind.DELETE);
      assertThat(entry.eventTime()).isEqualTo(10);
    });
    assertFigures(0, 1);

    wear(2, TWO, 0, 100);
    readings.settle();
    assertPerson(10, TWO);
    assertFigures(1, 0);
  }

  @Test
  void onlyReadingsOfTheTimeThatChangedAreAppendedAnew() {
    wear(1, ONE, 0, 100);
    reading(10);
    reading(50);
    readings.settle();

    wear(1, ONE, 0, 30);
    wear(2, TWO, 30, 100);
    readings.settle();

    assertPerson(10, ONE);
    assertPerson(50, TWO);
    assertThat(readings.entries()).hasSize(3);
    assertFigures(2, 0);
  }

  @Test
  void whenTwoPeopleTurnOutToBeOneTheirReadingsFollowAndGoBackWhenThatIsWithdrawn() {
    wear(1, ONE, 0, 100);
    reading(10);
    readings.claim(20, Map.of("person", ONE, "measure", "heart-rate"));
    readings.claim(30, Map.of("person", TWO, "measure", "heart-rate"));
    readings.settle();

    readings.link(1, ONE, TWO);
    readings.settle();
    assertPerson(10, TWO);
    assertPerson(20, TWO);
    assertThat(readings.entries()).hasSize(5);

    readings.unlink(1);
    readings.settle();
    assertPerson(10, ONE);
    assertPerson(20, ONE);
    assertPerson(30, TWO);
    assertThat(readings.entries()).hasSize(7);
    assertFigures(3, 0);
  }

  @Test
  void howeverManyThereAreTheyAreCorrectedAPartAtATimeAndARestartGoesOnThere() {
    wear(1, ONE, 0, MANY + 1L);
    for (int from = 0; from < MANY; from += 1_000) {
      readings.append("claims/vital-sign",
          IntStream.range(from, from + 1_000).mapToObj(WrongWearerTest::entry).toArray(Entry[]::new));
    }
    readings.settle();
    wear(1, TWO, 0, MANY + 1L);
    readings.merger().step();
    assertThat(readings.merger().isCorrect()).isFalse();

    readings.merger().step();
    assertThat(readings.entries()).hasSize(MANY + 5_000);
    readings.restart(() -> {});
    readings.settle();

    assertThat(readings.merger().isCorrect()).isTrue();
    assertThat(readings.entries()).hasSize(2 * MANY);
    assertPerson(0, TWO);
    assertPerson(MANY - 1, TWO);
    assertFigures(MANY, 0);
  }

  @Test
  void killedAfterTheLinkWasCommittedTheReadingsAreCorrectedNevertheless() {
    wear(1, ONE, 0, 100);
    reading(10);
    readings.settle();

    readings.append("claims/device-wear", gone(1));
    readings.killedAfterCommit();
    readings.settle();

    assertThat(readings.records()).isEmpty();
    assertFigures(0, 1);
  }

  @Test
  void whoCatchesUpWithAMergeThatGoesOnMeetsRecordsBeforeTheirClaims() {
    wear(1, ONE, 0, 100);
    reading(10);
    readings.settle();
    try (StateStore store = StateStore.open(folder.resolve("other"))) {
      Merger other = readings.merger(store);
      other.catchUp();
      reading(20);
      readings.append("claims/device-wear", gone(1));
      readings.settle();

      other.progress(other.takeOver(readings.log.read("records/vital-sign", 1, 10), other.progress()));
      assertThat(other.drift()).isPositive();
      other.catchUp();

      assertThat(other.progress().count()).isEqualTo(readings.merger().progress().count());
      assertThat(other.progress().pending()).isEqualTo(2);
      assertThat(StateComparison.of(readings.state(), other.state, 0).differing()).isZero();
      assertThat(other.drift()).isZero();
    }
  }

  private void assertPerson(int reading, String person) {
    assertThat(readings.field(Merging.claimKey(reading), "person")).isEqualTo(readings.person(person).toString());
  }

  private void assertFigures(long appended, long waiting) {
    assertThat(readings.merger().progress().count()).isEqualTo(appended);
    assertThat(readings.merger().progress().pending()).isEqualTo(waiting);
    assertThat(readings.drift()).isZero();
  }

  private void reading(int time) {
    readings.append("claims/vital-sign", entry(time));
  }

  private static Entry entry(int time) {
    return entry(time, Merging.SCHEMAS.get("vital-sign"), Map.of("device", "device:D1", "measure", "heart-rate"));
  }

  private void wear(int key, String person, long from, long until) {
    Map<String, Object> fields = new HashMap<>(Map.of("device", "device:D1", "person", person));
    fields.put("wornFrom", from);
    fields.put("wornUntil", until);
    readings.append("claims/device-wear", entry(key, WEAR, fields));
  }

  private static Entry gone(int key) {
    return new Entry(Merging.claimKey(key), Entry.Kind.DELETE, "devices", 0, 0, "", "", List.of(), new byte[0]);
  }

  private static Entry entry(int key, SharedSchema schema, Map<String, ?> fields) {
    ClaimPayload payload = new ClaimPayload("civil", "r" + key, List.of(), Values.of(schema, fields));
    return new Entry(Merging.claimKey(key), Entry.Kind.UPSERT, "devices", key, 0, schema.id().hex(), "", List.of(),
        payload.encode());
  }
}
