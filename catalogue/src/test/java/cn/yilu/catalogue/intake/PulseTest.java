package cn.yilu.catalogue.intake;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class PulseTest {

  @Test
  void aSpanIsWhatTheCommittedCountRoseBy() {
    Pulse pulse = new Pulse();

    for (long count : new long[]{1000, 1000, 1250, 1260}) {
      pulse.beat(count);
    }

    assertThat(pulse.spans()).containsExactly(0L, 250L, 10L);
  }

  @Test
  void onlyTheLastTenMinutesAreKept() {
    Pulse pulse = new Pulse();

    for (long count = 0; count < 1000; count++) {
      pulse.beat(count * count);
    }

    assertThat(pulse.spans()).hasSize(60).endsWith(999L * 999 - 998L * 998);
  }

  @Test
  void whatIsRememberedIsReadBackWhateverTheFileIsCalled() {
    Remembered remembered = new Remembered(LocalDate.of(2026, 3, 5), 540_000, "户籍\n0305.csv · 12");

    assertThat(Remembered.decode(remembered.encode())).isEqualTo(remembered);
    assertThat(remembered.last()).isEqualTo("户籍 0305.csv · 12");
  }
}
