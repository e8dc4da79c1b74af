package cn.yilu.catalogue.search;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WordsTest {

  @ParameterizedTest
  @ValueSource(strings = {"独居老人", "一窗受理", "网格员", "人户分离", "空巢老人", "户籍", "养老", "失能", "不动产单元", "一数一源"})
  void wordsOfTheFieldStayWhole(String word) {
    assertThat(Words.of("关于" + word + "的说明")).extracting(Word::term).contains(word);
  }

  @Test
  void aLongWordBringsTheWordsWithinIt() {
    assertThat(Words.of("独居老人")).extracting(Word::term).containsExactly("独居老人", "独居", "老人");
    assertThat(Words.of("独居老人")).extracting(Word::part).containsExactly(false, true, true);
  }

  @Test
  void traditionalAndFullWidthCharactersAreFolded() {
    assertThat(Words.of("養老服務ＡＢＣ")).extracting(Word::term).contains("养老", "服务", "abc");
  }

  @Test
  void englishIsLowerCaseAndLosesItsPlural() {
    assertThat(Words.of("Elders and their Registries, glasses"))
        .extracting(Word::term).containsExactly("elder", "their", "registry", "glasse");
  }

  @Test
  void placesAreThoseOfTheOriginalText() {
    String text = "查詢 獨居老人 list";

    assertThat(Words.of(text)).filteredOn(word -> word.term().equals("独居老人"))
        .allSatisfy(word -> assertThat(text.substring(word.start(), word.end())).isEqualTo("獨居老人"));
  }
}
