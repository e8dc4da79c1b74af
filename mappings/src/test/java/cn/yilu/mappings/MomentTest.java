package cn.yilu.mappings;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private final Moment moment = new Moment();

  @ParameterizedTest
  @ValueSource(strings = {"20240101", "2024-01-01", "2024-1-1", "2024/1/1", "2024.1.1", "2024年1月1日", "45292",
      "2024-01-01 10:20:30", "2024-01-01T10:20:30.5", "20240101102030", "20240101102030.123+0800", "1704067200000",
      "45292.5", "2024-01-01 00:00", "2024-01-01+08:00", "2024-01-01Z", "2023-12-31T16:00:00.000Z",
      "2024-01-01T20:00:00+12:00", "20231231160000+0000"})
  void aDayIsReadInEveryFormSourcesWrite(String text) {
    assertThat(read(text)).isTrue();
    assertThat(moment.exists()).isTrue();
    assertThat(moment.day(ZONE)).isEqualTo(LocalDate.of(2024, 1, 1).toEpochDay());
  }

  @ParameterizedTest
  @CsvSource({"2024-01-01 08:00:00, 2024-01-01T00:00:00Z", "2024-01-01 08:00:00.25, 2024-01-01T00:00:00.250Z",
      "2024-01-01T00:00:00Z, 2024-01-01T00:00:00Z", "2024-01-01T02:00:00+02:00, 2024-01-01T00:00:00Z",
      "20240101080000, 2024-01-01T00:00:00Z", "20240101080000123, 2024-01-01T00:00:00.123Z",
      "20240101080000.123+0800, 2024-01-01T00:00:00.123Z", "202401010800, 2024-01-01T00:00:00Z",
      "1704067200000, 2024-01-01T00:00:00Z", "1704067200, 2024-01-01T00:00:00Z",
      "-840787200000, 1943-05-11T16:00:00Z", "-840787200, 1943-05-11T16:00:00Z", "473356800000, 1984-12-31T16:00:00Z",
      "45292.3333333333, 2024-01-01T00:00:00Z", "2024年1月1日 8时0分, 2024-01-01T00:00:00Z",
      "1988-07-01 12:00:00, 1988-07-01T03:00:00Z", "20240101, 2023-12-31T16:00:00Z"})
  void aTimeWithoutAnOffsetIsOfTheSourcesZone(String text, Instant instant) {
    assertThat(read(text)).isTrue();
    assertThat(Instant.ofEpochMilli(moment.millis(ZONE))).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"1900-01-01", "19000101", "9999-12-31", "99991231", "0000-00-00", "00000000",
      "1900-01-01 00:00:00", "0001-01-01T00:00:00", "1899-12-30", "1899-12-31", "1900/1/0"})
  void aPlaceholderIsKnown(String text) {
    assertThat(read(text)).isTrue();
    assertThat(moment.isSentinel()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2024", "2024-", "2024-13", "24-01-01", "明天", "2024-01-01 25:00", "20240101250000",
      "20240101086100", "2024-01-01x", "12.5", "-", "", "-12345678",
      "-8407872000001234", "2024x01-01", "1704067200x"})
  void anythingElseIsNoTime(String text) {
    assertThat(read(text)).isFalse();
  }

  /** Browsers write a birthday of a summer time long gone as the evening before in UTC. */
  @Test
  void aBirthdayThatWasMadeAPointInTimeIsTheDayItWasThere() {
    assertThat(read("1943-05-11T15:00:00.000Z")).isTrue();
    assertThat(moment.day(ZONE)).isEqualTo(LocalDate.of(1943, 5, 12).toEpochDay());
  }

  @Test
  void aDayThatDoesNotExistIsRefused() {
    assertThat(read("20230229")).isTrue();
    assertThat(moment.exists()).isFalse();
    assertThat(read("2024-13-01")).isTrue();
    assertThat(moment.exists()).isFalse();
  }

  /** Twelve digits of 1976 make another calendar time, unless it is known what they are. */
  @ParameterizedTest
  @CsvSource({"193507200000, 1976-02-18T16:00:00Z", "-840787200000, 1943-05-11T16:00:00Z", "0, 1970-01-01T00:00:00Z",
      "-86400000, 1969-12-31T00:00:00Z", "1704067200000, 2024-01-01T00:00:00Z"})
  void whatIsKnownToBeMillisecondsIsReadAsThem(String text, Instant instant) {
    assertThat(moment.readMillis(text.toCharArray(), 0, text.length())).isTrue();
    assertThat(Instant.ofEpochMilli(moment.millis(ZONE))).isEqualTo(instant);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "1.5", "2024-01-01", "12345678901234567"})
  void whatIsNoNumberOfMillisecondsIsNotReadAsThem(String text) {
    assertThat(moment.readMillis(text.toCharArray(), 0, text.length())).isFalse();
  }

  private boolean read(String text) {
    return moment.read(text.toCharArray(), 0, text.length());
  }
}
