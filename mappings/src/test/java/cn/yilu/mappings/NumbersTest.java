package cn.yilu.mappings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumbersTest {

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"1,080.5|1080.5", "12,345,678|12345678", "-1,000|-1000", "+7|7", ".5|0.5",
      "5.|5", "1080|1080", "0|0"})
  void commasStandBeforeGroupsOfThreeDigits(String text, double number) {
    assertThat(read(text)).isEqualTo(number);
  }

  @ParameterizedTest
  @ValueSource(strings = {"12,5", "80,55", "1,2,3", "1,0000", "1234,567", ",5", "1,", "1,234,", "1,23.4", "1.234,5",
      "1,234.5,6", "", "-", "1234567890123456"})
  void aCommaThatMayBeADecimalPointMakesNoNumber(String text) {
    assertThat(read(text)).isNaN();
  }

  private static double read(String text) {
    return Numbers.read(text.toCharArray(), 0, text.length());
  }
}
