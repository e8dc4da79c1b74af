package cn.yilu.schemas.code;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CodingsTest {

  @ParameterizedTest
  @CsvSource({"sex, zero-male, 0, 1", "sex, zero-male, 1, 2", "sex, hl7-0001, F, 2", "marital-status, one-digit, 3, 30",
      "relation, one-digit, 5, 50", "relation, one-digit, 8, 80", "relation, hospital, 8, 99", "relation, aid, 20, 20",
      "political-status, police, 0, 13", "political-status, police, 1, 01", "id-type, education, 02, 04",
      "id-type, education, 10, 03", "bed-state, vendor-a, 2, in-bed", "bed-state, vendor-a, 1, out-of-bed",
      "bed-state, vendor-b, 1, out-of-bed", "bed-state, vendor-b, 4, in-bed", "ability-level, vendor-words, 极重度, 4",
      "ability-level, vendor-words, 中重度, 3", "ability-level, vendor-english, SELF_CARE, 0",
      "share-type, zero-conditional, 0, 2", "share-type, two-digits, 03, 3", "open-type, yes-no, 0, 3",
      "update-cycle, half-year-6, 7, 6", "update-cycle, half-year-6, 6, half-year", "ethnicity, letters, HA, 01",
      "ethnicity, letters, JN, 56"})
  void aSourcesOwnCodeIsTranslated(String list, String coding, String theirs, String ours) {
    assertThat(CodeLists.of(list).coding(coding).orElseThrow().code(theirs)).contains(ours);
  }

  @Test
  void aCodeWithoutCounterpartIsKnownAndMeansNothing() {
    Coding police = CodeLists.of("political-status").coding("police").orElseThrow();

    assertThat(police.knows("2")).isTrue();
    assertThat(police.code("2")).isEmpty();
    assertThat(police.knows("7")).isFalse();
  }

  @Test
  void everyCodingSaysWhereItWasSeenAndTranslatesSomething() {
    assertThat(CodeLists.all()).allSatisfy(list -> assertThat(list.codings()).allSatisfy(coding -> {
      assertThat(coding.seen()).isNotBlank();
      assertThat(coding.translations()).isNotEmpty();
    }));
  }

  @ParameterizedTest
  @CsvSource({"share-type, 3", "open-type, 3", "share-mode, 6", "update-cycle, 10", "format-class, 7", "item-type, 11",
      "entry-state, 6", "sex, 4", "marital-status, 8", "relation, 85", "ethnicity, 58", "political-status, 13",
      "id-type, 8",
      "ability-level, 5", "residence-state, 3", "person-kind, 4", "intake-channel, 9", "urban-rural, 7"})
  void aListIsComplete(String list, int codes) {
    assertThat(CodeLists.of(list).codes()).hasSize(codes);
  }

  @Test
  void thePlacesOfOneDigitRelationsKeepTheirDirection() {
    Coding relation = CodeLists.of("relation").coding("one-digit").orElseThrow();

    assertThat(relation.code("0")).contains("02");
    assertThat(relation.seen()).contains("member to head");
  }
}
