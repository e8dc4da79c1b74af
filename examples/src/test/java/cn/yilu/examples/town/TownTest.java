package cn.yilu.examples.town;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TownTest {

  @Test
  void theSameSeedMakesTheSameTown() {
    List<Household> first = new Town(7, 3_000).households().toList();
    List<Household> second = new Town(7, 3_000).households().toList();

    assertThat(first).isEqualTo(second);
    assertThat(new Town(8, 3_000).households().toList()).isNotEqualTo(first);
  }

  @Test
  void aTownHasExactlyTheResidentsAskedFor() {
    assertThat(residents(new Town(1, 2_000)).count()).isEqualTo(2_000);
    assertThat(residents(new Town(1, 1)).map(Resident::id)).containsExactly(Town.WANG);
  }

  @Test
  void halfAMillionIdNumbersAreValidOfTheInventedBlockAndNeverGivenTwice() {
    Set<Long> numbers = new HashSet<>(1_200_000);
    Set<String> prefixes = new HashSet<>();

    residents(new Town(42, 540_000)).forEach(r -> {
      String id = r.id();
      assertThat(id).hasSize(18)
          .satisfies(n -> assertThat(n.charAt(17)).isEqualTo(IdNumbers.check(n.substring(0, 17))));
      int sequence = Integer.parseInt(id.substring(14, 17));
      assertThat(sequence).isBetween(980, 989);
      assertThat(sequence % 2).isEqualTo(r.sex() == Sex.MALE ? 1 : 0);
      assertThat(numbers.add(Long.parseLong(id.substring(0, 17)))).isTrue();
      prefixes.add(id.substring(0, 6));
    });

    assertThat(numbers).hasSize(540_000);
    assertThat(prefixes).hasSizeGreaterThanOrEqualTo(60).contains("310108", "370302");
  }

  @Test
  void aTakenNumberMovesToTheNextOfThatSexThenToTheNextDay() {
    IdNumbers numbers = new IdNumbers();

    List<String> given = Stream.generate(() -> numbers.next("370302", Town.DAY, Sex.FEMALE)).limit(6).toList();

    assertThat(given.stream().map(n -> n.substring(6, 17)).toList()).containsExactly("20250101980", "20250101982",
        "20250101984", "20250101986", "20250101988", "20250102980");
  }

  @Test
  void noDwellingIsHandedOutTwice() {
    List<String> addresses = new Town(3, 20_000).households().map(h -> h.dwelling().address()).toList();

    assertThat(addresses).doesNotHaveDuplicates().contains("山东省淄博市淄川区般阳路5号3号楼2单元501");
  }

  @Test
  void householdsHaveAHeadAndTheCommonRelations() {
    List<Household> households = new Town(5, 5_000).households().toList();

    assertThat(households).allSatisfy(h -> assertThat(h.residents().getFirst().relation()).isEqualTo("02"));
    assertThat(households.stream().flatMap(h -> h.residents().stream()).map(Resident::relation)
        .collect(Collectors.toSet())).contains("02", "11", "12", "21", "31", "51", "52");
  }

  @Test
  void everyBirthIsInThePastOfTheTown() {
    assertThat(residents(new Town(5, 50_000))).allSatisfy(r -> assertThat(r.birth()).isBefore(Town.DAY));
  }

  @Test
  void someNamesAreRareSomeHaveADot() {
    List<String> names = residents(new Town(5, 20_000)).map(Resident::name).toList();

    assertThat(names).anyMatch(n -> n.contains("𠮷")).anyMatch(n -> n.contains("䶮")).anyMatch(n -> n.contains("·"));
  }

  private static Stream<Resident> residents(Town town) {
    return town.households().flatMap(h -> h.residents().stream());
  }
}
