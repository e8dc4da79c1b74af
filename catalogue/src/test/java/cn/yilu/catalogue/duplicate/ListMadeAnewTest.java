package cn.yilu.catalogue.duplicate;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.duplicate.Candidates.Candidate;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ListMadeAnewTest {
  private static final List<String> DEPARTMENTS = List.of("police", "civil", "health", "property");

  @TempDir
  private Path folder;

  @Test
  void whateverHappenedAListMadeAnewSaysTheSameAlsoFromACompactedLog() {
    for (int seed = 1; seed <= 3; seed++) {
      Random random = new Random(seed);
      try (Watching list = new Watching(folder.resolve("seed" + seed))) {
        int decided = 0;
        for (int round = 0; round < 40; round++) {
          for (int i = 0; i < 6; i++) {
            happen(list, random);
          }
          list.settle();
          decided += decide(list, random);
          if (random.nextInt(4) == 0) {
            list.restart();
          }
          if (random.nextInt(5) == 0) {
            list.compact(random.nextBoolean());
          }
          list.settle();
          assertThat(list.drift()).as("seed %d round %d", seed, round).isZero();
        }
        assertThat(decided).isGreaterThan(30);
        assertThat(list.open()).isNotEmpty();
        assertThat(list.decided()).isNotEmpty();
      }
    }
  }

  @Test
  void whoWasNotToldOfADeleteThatTheLogForgotBeginsAnew() {
    try (Watching list = new Watching(folder)) {
      list.record(1, "", "周红", "西河路1号");
      list.record(2, "", "周红", "西河路1号");
      list.settle();
      assertThat(list.open()).hasSize(1);
      list.withdraw("records/resident", 2);
      list.record(3, "", "李明", "西河路1号");
      list.compact(true);

      list.settle();

      assertThat(list.open()).isEmpty();
      assertThat(list.drift()).isZero();
    }
  }

  @Test
  void theNextOnesOfManyAlikeMoveUpAsPairsAreSaidToBeDifferent() {
    try (Watching list = new Watching(folder)) {
      for (int i = 0; i < 12; i++) {
        list.record(i, "", "张伟", "般阳路1号");
      }
      list.settle();
      assertThat(list.open()).hasSize(Window.WAITING);

      Set<Pair> seen = new HashSet<>();
      for (List<Candidate> open = list.open(); !open.isEmpty(); open = list.open()) {
        for (Candidate candidate : open) {
          assertThat(seen.add(candidate.pair())).isTrue();
          list.decide(candidate, "different");
        }
        list.settle();
        assertThat(list.drift()).isZero();
      }

      assertThat(seen).hasSize(12 * 11 / 2);
      list.undo(list.decided().getFirst());
      list.settle();
      assertThat(list.open()).hasSize(1);
      assertThat(list.drift()).isZero();
    }
  }

  @Test
  void aWrongNameBehindManyRightOnesIsSeen() {
    try (Watching list = new Watching(folder)) {
      for (int i = 0; i < 12; i++) {
        list.claim(i, DEPARTMENTS.get(i % 4), DirtyTown.WANG, i % 4 == 3 ? "赵大海" + i : "王桂兰");
      }

      list.settle();

      assertThat(list.open()).hasSize(3);
    }
  }

  @Test
  void claimsThatAreTakenOutMakeRoomForTheNext() {
    try (Watching list = new Watching(folder)) {
      list.claim(0, "police", DirtyTown.WANG, "王桂兰");
      for (int i = 1; i <= 40; i++) {
        list.claim(i, "property", DirtyTown.WANG, "租客" + i);
      }
      list.settle();
      Set<Pair> seen = new HashSet<>();
      while (!list.open().isEmpty()) {
        for (Candidate candidate : list.open()) {
          seen.add(candidate.pair());
          list.decide(candidate, seen.size() % 2 == 0 ? "different" : "same");
        }
        list.settle();
        assertThat(list.drift()).isZero();
      }

      assertThat(seen).hasSize(40);
    }
  }

  @Test
  void aCrowdOfAlikeRecordsBringsUpNoMoreThanAPersonCanTakeIn() {
    try (Watching list = new Watching(folder)) {
      for (int i = 0; i < 200; i++) {
        list.record(i, i % 2 == 0 ? "number" + i : "", "不详", "不详");
      }

      list.settle();

      assertThat(list.open()).hasSizeBetween(0, Window.WAITING + Window.MEMBERS);
      assertThat(list.drift()).isZero();
    }
  }

  private static void happen(Watching list, Random random) {
    int key = random.nextInt(40);
    switch (random.nextInt(8)) {
      case 0 -> list.withdraw("claims/resident", key);
      case 1 -> list.withdraw("records/resident", key);
      case 2, 3, 4 -> list.claim(key, DEPARTMENTS.get(random.nextInt(4)), random.nextInt(6) == 0
          ? ""
          : "number"
              + random.nextInt(2),
          "名" + random.nextInt(7));
      default -> list.record(key, random.nextInt(3) == 0 ? "number" + key : "", random.nextInt(5) == 0 ? "李" : "周",
          "西河路" + random.nextInt(2));
    }
  }

  /** Decides on a few that wait, and undoes a few. */
  private static int decide(Watching list, Random random) {
    int decided = 0;
    for (Candidate candidate : list.open()) {
      if (random.nextInt(12) == 0) {
        list.decide(candidate, random.nextBoolean() ? "same" : "different");
        decided++;
      }
    }
    for (Candidate candidate : list.decided()) {
      if (random.nextInt(10) == 0) {
        list.undo(candidate);
      }
    }
    return decided;
  }
}
