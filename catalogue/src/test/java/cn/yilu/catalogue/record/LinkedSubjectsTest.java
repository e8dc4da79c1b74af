package cn.yilu.catalogue.record;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.log.Batch;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LinkedSubjectsTest {
  private static final String ONE = "residentId:P1";
  private static final String TWO = "residentId:P2";
  private static final String THREE = "residentId:P3";

  @TempDir
  private Path folder;

  @Test
  void linkedSubjectsAreOneRecordUnderTheOneThatStays() {
    try (Merging people = people()) {
      people.link(1, ONE, TWO);
      people.settle();

      assertThat(people.records()).containsOnlyKeys(key(people, TWO), key(people, THREE));
      assertThat(people.record(people.person(TWO)).claims()).isEqualTo(2);
      assertThat(people.field(people.person(TWO), "name")).isEqualTo("二");
      assertThat(people.field(people.person(TWO), "phone")).isEqualTo("13800000001");
      assertThat(people.merger().progress().count()).isEqualTo(2);
      assertThat(people.drift()).isZero();
    }
  }

  @Test
  void whoFollowsAnAreaIsToldThatTheOtherRecordEnded() {
    try (Merging people = people()) {
      people.link(1, ONE, TWO);
      people.settle();

      Entry ended = people.entries().stream().filter(entry -> entry.kind() == Entry.Kind.DELETE).findFirst()
          .orElseThrow();
      assertThat(ended.key()).isEqualTo(people.person(ONE));
      assertThat(ended.left()).extracting(Entry.Left::area).containsExactly("370302001");
    }
  }

  @Test
  void withdrawingALinkGivesBackTheRecordsOfBefore() {
    try (Merging people = people()) {
      Map<String, String> before = people.records();
      people.link(1, ONE, TWO);
      people.settle();
      people.claim(1, Map.of("name", "一", "phone", "13800000001", "grid", "370302001"), ONE);
      people.unlink(1);
      people.settle();

      assertThat(people.records()).isEqualTo(before);
      assertThat(people.merger().progress().count()).isEqualTo(3);
      assertThat(people.drift()).isZero();
    }
  }

  @Test
  void aLinkThatChangesItsMindMovesToTheOther() {
    try (Merging people = people()) {
      people.link(1, ONE, TWO);
      people.settle();
      people.link(1, ONE, THREE);
      people.settle();

      assertThat(people.records()).containsOnlyKeys(key(people, TWO), key(people, THREE));
      assertThat(people.record(people.person(THREE)).claims()).isEqualTo(2);
      assertThat(people.record(people.person(TWO)).claims()).isEqualTo(1);
      assertThat(people.drift()).isZero();
    }
  }

  @Test
  void chainsAndCirclesAreOneRecord() {
    try (Merging people = people()) {
      people.link(1, ONE, TWO);
      people.link(2, TWO, THREE);
      people.settle();
      assertThat(people.records()).containsOnlyKeys(key(people, THREE));

      people.link(3, THREE, ONE);
      people.settle();

      Key smallest = List.of(people.person(ONE), people.person(TWO), people.person(THREE)).stream()
          .min(Key::compareTo).orElseThrow();
      assertThat(people.records()).containsOnlyKeys(smallest.toString());
      assertThat(people.record(smallest).claims()).isEqualTo(3);
      assertThat(people.drift()).isZero();
    }
  }

  @Test
  void aClaimThatComesLaterIsPartOfTheOneThatStays() {
    try (Merging people = people()) {
      people.link(1, ONE, "residentId:P9");
      people.settle();
      assertThat(people.record(people.person("residentId:P9")).claims()).isEqualTo(1);

      people.claim(7, Map.of("ethnicity", "01"), ONE);
      people.withdraw(1);
      people.settle();

      assertThat(people.field(people.person("residentId:P9"), "ethnicity")).isEqualTo("01");
      assertThat(people.record(people.person("residentId:P9")).claims()).isEqualTo(1);
      people.withdraw(7);
      people.settle();
      assertThat(people.records()).containsOnlyKeys(key(people, TWO), key(people, THREE));
      assertThat(people.drift()).isZero();
    }
  }

  @Test
  void theSameLinkAgainAppendsNothing() {
    try (Merging people = people()) {
      people.link(1, ONE, TWO);
      people.settle();
      int entries = people.entries().size();
      people.link(1, ONE, TWO);
      people.link(2, ONE, TWO);
      people.settle();

      assertThat(people.entries()).hasSize(entries);
    }
  }

  @Test
  void aSubjectIsNamedByItsKeyToo() {
    try (Merging people = people()) {
      people.link(1, "subject:" + people.person(ONE),
          "subject:" + people.person(TWO).toString().toUpperCase(Locale.ROOT));
      people.settle();

      assertThat(people.record(people.person(TWO)).claims()).isEqualTo(2);
    }
  }

  @Test
  void linksThatCannotBeReadLinkNothing() {
    try (Merging people = people()) {
      Map<String, String> before = people.records();
      people.link(1, "P1", "P2");
      people.link(2, "subject:xyz", TWO);
      people.link(3, ONE, "");
      people.link(4, ONE, ONE);
      people.different(5, ONE);
      people.different(6, "claim:12");
      people.settle();

      assertThat(people.records()).isEqualTo(before);
    }
  }

  @Test
  void aClaimSaidToBeDifferentStandsAloneUntilThatIsWithdrawn() {
    try (Merging people = people()) {
      people.claim(4, Map.of("name", "误"), ONE);
      people.settle();
      Map<String, String> before = people.records();
      Key alone = people.subjects.alone("person", Merging.claimKey(4));

      people.different(1, "claim:" + Merging.claimKey(4));
      people.settle();
      assertThat(people.record(people.person(ONE)).claims()).isEqualTo(1);
      assertThat(people.field(alone, "name")).isEqualTo("误");
      people.claim(4, Map.of("name", "改"), ONE);
      people.settle();
      assertThat(people.field(alone, "name")).isEqualTo("改");
      assertThat(people.drift()).isZero();

      people.claim(4, Map.of("name", "误"), ONE);
      people.unlink(1);
      people.settle();
      assertThat(people.records()).isEqualTo(before);
      assertThat(people.drift()).isZero();
    }
  }

  @Test
  void aClaimTakenOutCanBeGivenToAnother() {
    try (Merging people = people()) {
      people.claim(4, Map.of("education", "20"), ONE);
      people.different(1, "claim:" + Merging.claimKey(4));
      people.link(2, "claim:" + Merging.claimKey(4), TWO);
      people.settle();

      assertThat(people.field(people.person(TWO), "education")).isEqualTo("20");
      assertThat(people.record(people.person(ONE)).claims()).isEqualTo(1);
      assertThat(people.drift()).isZero();
    }
  }

  @Test
  void aClaimSaidToBeDifferentBeforeItComesStandsAloneToo() {
    try (Merging people = people()) {
      people.different(1, "claim:" + Merging.claimKey(4));
      people.settle();
      people.claim(4, Map.of("name", "误"), ONE);
      people.settle();

      assertThat(people.record(people.person(ONE)).claims()).isEqualTo(1);
      people.withdraw(4);
      people.settle();
      assertThat(people.records()).hasSize(3);
      people.unlink(1);
      people.settle();
      assertThat(people.drift()).isZero();
    }
  }

  @Test
  void referencesNameTheSubjectThatStays() {
    try (Merging occupancies = new Merging("property-occupancy", folder)) {
      occupancies.claim(1, Map.of("person", ONE, "dwelling", "address:A"));
      occupancies.claim(2, Map.of("person", TWO, "dwelling", "address:A"));
      occupancies.settle();
      Map<String, String> before = occupancies.records();
      int entries = occupancies.entries().size();

      occupancies.link(1, ONE, TWO);
      occupancies.settle();
      assertThat(persons(occupancies)).containsOnly(occupancies.person(TWO).toString());
      assertThat(occupancies.entries()).hasSize(entries + 1);
      occupancies.claim(3, Map.of("person", ONE, "dwelling", "address:B"));
      occupancies.settle();
      assertThat(persons(occupancies)).containsOnly(occupancies.person(TWO).toString());
      assertThat(occupancies.drift()).isZero();

      occupancies.withdraw(3);
      occupancies.unlink(1);
      occupancies.settle();
      assertThat(occupancies.records()).isEqualTo(before);
      assertThat(occupancies.drift()).isZero();
    }
  }

  private static List<String> persons(Merging occupancies) {
    return occupancies.records().keySet().stream().map(key -> occupancies.field(Key.parse(key), "person")).toList();
  }

  @Test
  void aReadingResolvesToTheOneThatStays() {
    try (Merging readings = new Merging("vital-sign", folder)) {
      readings.append("claims/device-wear", wear(1, "device:D1", ONE));
      readings.claim(1, Map.of("device", "device:D1", "measure", "heart-rate"));
      readings.settle();
      readings.link(1, ONE, TWO);
      readings.claim(2, Map.of("device", "device:D1", "measure", "heart-rate"));
      readings.claim(3, Map.of("person", ONE, "measure", "heart-rate"));
      readings.settle();

      assertThat(readings.field(Merging.claimKey(1), "person")).isEqualTo(readings.person(TWO).toString());
      assertThat(readings.field(Merging.claimKey(2), "person")).isEqualTo(readings.person(TWO).toString());
      assertThat(readings.field(Merging.claimKey(3), "person")).isEqualTo(readings.person(TWO).toString());
      readings.restart(() -> {});
      readings.claim(4, Map.of("device", "device:D1", "measure", "heart-rate"));
      readings.settle();
      assertThat(readings.field(Merging.claimKey(4), "person")).isEqualTo(readings.person(TWO).toString());
      assertThat(readings.drift()).isZero();
    }
  }

  private static Entry wear(int key, String device, String person) {
    ClaimPayload payload = new ClaimPayload("civil", "w" + key, List.of(),
        Values.of(Merging.SCHEMAS.get("device-wear"), Map.of("device", device, "person", person)));
    return new Entry(Merging.claimKey(key), Entry.Kind.UPSERT, "elders", key, key,
        Merging.SCHEMAS.get("device-wear").id().hex(), "", List.of(), payload.encode());
  }

  @Test
  void aRecordIsAskedForByAnyOfTheSubjectsThatAreOne() {
    try (Merging people = people()) {
      people.link(1, ONE, TWO);
      people.settle();

      assertThat(people.keyed().record(people.person(ONE)).orElseThrow().claims()).isEqualTo(2);
      assertThat(people.keyed().record(people.person(TWO)).orElseThrow().claims()).isEqualTo(2);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void theRecordsAreAFunctionOfTheClaimsAndLinksAloneHoweverTheLogIsCompacted(long seed) {
    aFunctionOfTheClaimsAndLinksAlone("resident", new Random(seed), LinkedSubjectsTest::anything);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void whatRecordsReferToIsAFunctionOfTheClaimsAndLinksAlone(long seed) {
    aFunctionOfTheClaimsAndLinksAlone("property-occupancy", new Random(seed), LinkedSubjectsTest::anyOccupancy);
  }

  private void aFunctionOfTheClaimsAndLinksAlone(String dataset, Random random, BiConsumer<Merging, Random> doing) {
    try (Merging merging = new Merging(dataset, folder.resolve("first"))) {
      for (int step = 0; step < 120; step++) {
        doing.accept(merging, random);
        if (random.nextInt(4) == 0) {
          merging.settle();
        }
        if (random.nextInt(12) == 0) {
          merging.killedAfterCommit(() -> merging.compact(random.nextBoolean()));
        }
        if (random.nextInt(12) == 0) {
          merging.compact(random.nextBoolean());
        }
      }
      merging.settle();

      assertThat(merging.drift()).isZero();
      assertThat(merging.merger().progress().count()).isEqualTo(merging.records().size());
      assertThat(merging.records()).isEqualTo(again(dataset, merging, random));
    }
  }

  /** The records of a new log that is told what still holds, in another order and all at once. */
  private Map<String, String> again(String dataset, Merging first, Random random) {
    try (Merging other = new Merging(dataset, folder.resolve("second"))) {
      List<String> topics = new ArrayList<>(List.of("claims/" + dataset, "claims/subject-link"));
      Collections.shuffle(topics, random);
      for (String topic : topics) {
        Map<Key, Entry> live = new HashMap<>();
        first.log.read(topic, 0, 100_000)
            .forEach(block -> block.entries().forEach(entry -> live.put(entry.key(), entry)));
        live.values().removeIf(entry -> entry.kind() == Entry.Kind.DELETE);
        List<Entry> entries = new ArrayList<>(live.values());
        Collections.shuffle(entries, random);
        entries.forEach(entry -> other.append(topic, entry));
        if (random.nextBoolean()) {
          other.settle();
        }
      }
      other.settle();
      return other.records();
    }
  }

  /** What a source or a person may do. */
  private static void anything(Merging people, Random random) {
    int claim = random.nextInt(25);
    int link = random.nextInt(8);
    String one = "residentId:P" + random.nextInt(12);
    String other = "residentId:P" + random.nextInt(12);
    Map<String, String> fields = Map.of("name", "名" + random.nextInt(5), "grid", "37030200" + random.nextInt(3));
    switch (random.nextInt(8)) {
      case 0, 1, 2 -> people.claim(claim, fields, one);
      case 3 -> people.claim(claim, fields);
      case 4 -> people.withdraw(claim);
      case 5 -> people.link(link, one, other);
      case 6 -> people.different(link, "claim:" + Merging.claimKey(claim));
      default -> people.unlink(link);
    }
  }

  private static void anyOccupancy(Merging occupancies, Random random) {
    int claim = random.nextInt(25);
    int link = random.nextInt(8);
    String one = "residentId:P" + random.nextInt(12);
    String other = "residentId:P" + random.nextInt(12);
    switch (random.nextInt(6)) {
      case 0, 1, 2 ->
        occupancies.claim(claim, Map.of("person", one, "dwelling", "address:" + random.nextInt(5)));
      case 3 -> occupancies.withdraw(claim);
      case 4 -> occupancies.link(link, one, other);
      default -> occupancies.unlink(link);
    }
  }

  @Test
  void aMergeKilledBetweenCommitAndStateGoesOnWithTheSameRecords() {
    try (Merging people = people()) {
      people.link(1, ONE, TWO);
      people.different(2, "claim:" + Merging.claimKey(3));
      people.claim(4, Map.of("name", "四"), ONE);
      people.killedAfterCommit();
      Map<String, String> records = people.records();

      assertThat(people.settle()).isEqualTo(2);
      assertThat(people.records()).isEqualTo(records).containsKey(key(people, TWO));
      assertThat(people.drift()).isZero();
      people.unlink(1);
      people.unlink(2);
      people.killedAfterCommit();
      assertThat(people.settle()).isEqualTo(3);
      assertThat(people.drift()).isZero();
    }
  }

  @Test
  void aSecondMergerOfTheSameLogCatchesUpWithTheLinksOfTheFirst() {
    try (Merging people = people(); StateStore other = StateStore.open(folder.resolve("other"))) {
      Merger second = people.merger(other);
      second.begin();
      people.link(1, ONE, TWO);
      people.settle();
      assertThat(second.step()).isTrue();
      assertThat(second.step()).isFalse();
      assertThat(second.links()).isEqualTo(1);

      people.unlink(1);
      assertThat(second.step()).isTrue();
      people.settle();

      assertThat(people.records()).hasSize(3);
      assertThat(second.progress().count()).isEqualTo(3);
      assertThat(people.drift()).isZero();
    }
  }

  @Test
  void aStateAndAPositionOfBeforeLinksWereFollowedAreTakenOver() {
    try (Merging people = people()) {
      Progress progress = people.merger().progress();
      long[] before = {progress.merged()[0]};
      people.log.append(new Batch(Map.of(), List.of(new Batch.Move("merge/resident",
          Progress.position(progress.merged()), Progress.position(before))))).join();
      DatasetState state = people.state();
      state.write(state.batch(), new Progress(before, progress.recorded(), progress.count(), 0));
      people.restart(() -> people.link(1, ONE, TWO));

      assertThat(people.settle()).isEqualTo(2);
      assertThat(people.record(people.person(TWO)).claims()).isEqualTo(2);
      assertThat(people.drift()).isZero();
    }
  }

  private Merging people() {
    Merging people = new Merging("resident", folder);
    people.claim(1, Map.of("name", "一", "phone", "13800000001", "grid", "370302001"), ONE);
    people.claim(2, Map.of("name", "二", "grid", "370302002"), TWO);
    people.claim(3, Map.of("name", "三"), THREE);
    people.settle();
    return people;
  }

  private static String key(Merging people, String reference) {
    return people.person(reference).toString();
  }
}
