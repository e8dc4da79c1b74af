package cn.yilu.schemas.identifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import cn.yilu.schemas.identifier.ResidentId.Verdict;
import java.time.LocalDate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class ResidentIdTest {
  private static final LocalDate TODAY = LocalDate.of(2025, 9, 1);

  @ParameterizedTest
  @CsvSource({"370302194305129819, 370302194305129819, 1, false, false",
      "37030219430512986x, 37030219430512986X, 2, false, false",
      "３７０３０２１９４３０５１２９８２７, 370302194305129827, 2, false, false",
      "３７０３０２１９４３０５１２９８６Ｘ, 37030219430512986X, 2, false, false",
      "370302430512981, 370302194305129819, 1, true, false",
      "370302430512986, 37030219430512986X, 2, true, false",
      "310108193807209861, 310108193807209861, 2, false, true",
      "370302201606019835, 370302201606019835, 1, false, false",
      "'''370302194305129819', 370302194305129819, 1, false, false",
      "' 370302 19430512 9819\t', 370302194305129819, 1, false, false"})
  void aNumberIsReadAsPeopleAndMachinesWriteIt(String text, String value, String sex, boolean derived,
      boolean abolished) {
    Verdict verdict = ResidentId.read(text, TODAY);

    assertThat(verdict).isInstanceOfSatisfying(Verdict.Valid.class, valid -> {
      assertThat(valid.id().value()).isEqualTo(value);
      assertThat(valid.id().sex()).isEqualTo(sex);
      assertThat(valid.derived()).isEqualTo(derived);
      assertThat(valid.abolishedDivision()).isEqualTo(abolished);
    });
  }

  @ParameterizedTest
  @CsvSource({"370302194305129819, 1943-05-12", "37030219430512986x, 1943-05-12", "３７０３０２１９４３０５１２９８２７, 1943-05-12",
      "370302430512981, 1943-05-12", "310108193807209861, 1938-07-20", "370302201606019835, 2016-06-01"})
  void theDayOfBirthStandsInTheNumber(String text, LocalDate birth) {
    assertThat(ResidentId.read(text, TODAY)).isInstanceOfSatisfying(Verdict.Valid.class,
        valid -> assertThat(valid.id().birthDate()).isEqualTo(birth));
  }

  /** The sums of the standard, by which each check character is found. */
  @ParameterizedTest
  @CsvSource({"37030219430512981, 322, 9", "37030219430512986, 332, X", "37030219430512982, 324, 7",
      "37030219410229984, 340, 2", "37030220990101982, 314, 6", "31010819380720986, 319, 1",
      "37030220160601983, 304, 5"})
  void theCheckCharacterFollowsFromTheWeightedSum(String digits, int sum, char check) {
    int[] weights = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
    int found = 0;
    for (int i = 0; i < weights.length; i++) {
      found += (digits.charAt(i) - '0') * weights[i];
    }

    assertThat(found).isEqualTo(sum);
    for (char other : "10X98765432".toCharArray()) {
      Verdict verdict = ResidentId.read(digits + other, TODAY);
      assertThat(verdict.equals(new Verdict.Invalid(ResidentIdFlaw.CHECKSUM))).as(digits + other)
          .isEqualTo(other != check);
    }
  }

  static Stream<Arguments> flaws() {
    return Stream.of(arguments("370302194305129000", ResidentIdFlaw.DAMAGED),
        arguments("3.70302194305129E+17", ResidentIdFlaw.DAMAGED), arguments("3.70302E+17", ResidentIdFlaw.DAMAGED),
        arguments("370302194305129792.0", ResidentIdFlaw.DAMAGED),
        arguments("370302194102299842", ResidentIdFlaw.DATE), arguments("370302209901019826", ResidentIdFlaw.FUTURE),
        arguments("370302194305129818", ResidentIdFlaw.CHECKSUM), arguments("37030219430512981", ResidentIdFlaw.LENGTH),
        arguments("3703021943051298199", ResidentIdFlaw.LENGTH), arguments("", ResidentIdFlaw.LENGTH),
        arguments("37030219430512X819", ResidentIdFlaw.CHARACTER),
        arguments("37030219430512981王", ResidentIdFlaw.CHARACTER),
        arguments("113703020000000196", ResidentIdFlaw.CHECKSUM));
  }

  @ParameterizedTest
  @MethodSource("flaws")
  void aTextThatIsNoNumberSaysWhy(String text, ResidentIdFlaw flaw) {
    assertThat(ResidentId.read(text, TODAY)).isEqualTo(new Verdict.Invalid(flaw));
  }

  @Test
  void fifteenDigitsEndingIn996To999AreOfTheCenturyBefore() {
    Verdict verdict = ResidentId.read("370302980512997", TODAY);

    assertThat(verdict).isInstanceOfSatisfying(Verdict.Valid.class,
        valid -> assertThat(valid.id().birthDate()).isEqualTo("1898-05-12"));
  }

  @Test
  void aChildIsOneUntilTheFourteenthBirthday() {
    ResidentId id = new ResidentId("370302201606019835", LocalDate.of(2016, 6, 1));

    assertThat(id.isChildOn(LocalDate.of(2030, 5, 31))).isTrue();
    assertThat(id.isChildOn(LocalDate.of(2030, 6, 1))).isFalse();
  }

  @Test
  void everySingleWrongDigitIsCaught() {
    String right = "370302194305129819";
    for (int at = 0; at < 17; at++) {
      for (char digit = '0'; digit <= '9'; digit++) {
        String text = right.substring(0, at) + digit + right.substring(at + 1);

        assertThat(ResidentId.read(text, TODAY) instanceof Verdict.Valid).isEqualTo(text.equals(right));
      }
    }
  }

  @Test
  void aNumberNeverPrintsItself() {
    assertThat(new ResidentId("370302194305129819", LocalDate.of(1943, 5, 12))).hasToString("370302************");
  }

  @Test
  void daysAreCountedAsTheCalendarDoes() {
    for (LocalDate day = LocalDate.of(1850, 1, 1); day.getYear() < 2110; day = day.plusDays(13)) {
      assertThat(CalendarDay.epochDay(day.getYear(), day.getMonthValue(), day.getDayOfMonth()))
          .isEqualTo((int) day.toEpochDay());
    }
    assertThat(CalendarDay.exists(1900, 2, 29)).isFalse();
    assertThat(CalendarDay.exists(2000, 2, 29)).isTrue();
  }
}
