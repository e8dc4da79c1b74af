package cn.yilu.examples.town;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FlawTest {
  private final Resident wang = new Town(1, 1).households().findFirst().orElseThrow().residents().getFirst();

  @Test
  void aNumberIsWrittenInEachOfTheBadWays() {
    assertThat(written(Flaw.FIFTEEN_DIGIT_ID)).isEqualTo("370302430512986");
    assertThat(written(Flaw.LOWER_CASE_X)).isEqualTo("37030219430512986x");
    assertThat(written(Flaw.FULL_WIDTH_ID)).isEqualTo("３７０３０２１９４３０５１２９８６Ｘ");
    assertThat(written(Flaw.WRONG_CHECK_DIGIT)).isEqualTo("370302194305129867");
    assertThat(written(Flaw.SPREADSHEET_ID)).isEqualTo("370302194305129000");
    assertThat(written(Flaw.FUTURE_BIRTH)).startsWith("370302" + "2099");
    assertThat(written(Flaw.IMPOSSIBLE_BIRTH)).startsWith("370302" + "19430229");
    assertThat(written(Flaw.NO_ID)).isEqualTo("不详");
  }

  @Test
  void aNameIsWrittenTraditionallyAndLosesRareCharacters() {
    assertThat(FlawedText.name("王桂兰", Set.of(Flaw.TRADITIONAL_NAME))).isEqualTo("王桂蘭");
    assertThat(FlawedText.name("张𠮷", Set.of(Flaw.LOST_CHARACTER))).isEqualTo("张?");
    assertThat(FlawedText.name("王桂兰", Set.of(Flaw.LOST_CHARACTER, Flaw.SPACED_NAME))).isEqualTo("王桂兰 ");
  }

  @Test
  void flawsComeAboutAsOftenAsStated() {
    long with = 0;
    for (int resident = 0; resident < 100_000; resident++) {
      with += Flaw.of(9, "health", resident).contains(Flaw.TRADITIONAL_NAME) ? 1 : 0;
    }

    assertThat(with).isBetween(800L, 1_200L);
  }

  private String written(Flaw flaw) {
    return FlawedId.write(wang, EnumSet.of(flaw));
  }
}
