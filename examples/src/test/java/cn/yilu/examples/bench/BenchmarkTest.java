package cn.yilu.examples.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The benchmarks still run; how fast is nobody's business here. */
@Timeout(600)
class BenchmarkTest {
  private final List<String> printed = new ArrayList<>();

  @Test
  void aTownIsLoadedBothWaysAndTheRatioPrinted() throws Exception {
    assertThat(LoadBenchmark.run(500, printed::add)).isPositive();
    assertThat(printed).hasSize(3);
  }

  @Test
  void theFeedHasEveryRowThatCopyHas() throws Exception {
    assertThat(FeedBenchmark.run(500, printed::add)).isGreaterThanOrEqualTo(470);
    assertThat(printed).hasSize(3);
  }

  @Test
  void mappingsAreMeasuredBesideHandWrittenCodeAndALongFileLosesNoRow() throws Exception {
    MappingBenchmark.run(200, 2_000, printed::add);
    assertThat(printed).hasSize(4).first().asString().contains("hand-written", "ratio");
  }

  @Test
  void aPushIsTakenInASmallHeapWithNothingLostOrDoubled() throws Exception {
    assertThat(PushBenchmark.run(20, "160m", printed::add)).isGreaterThan(20_000);
    assertThat(printed).hasSize(5);
  }

  @Test
  void aLongFileIsTakenInASmallHeapWithNothingLost() throws Exception {
    assertThat(LongFileBenchmark.run(30_000, "256m", printed::add)).isBetween(28_500L, 30_000L);
    assertThat(printed).hasSize(6);
  }

  @Test
  void readingsOfDevicesAreTakenInBurstsAndAfterAnAbsenceWithNothingLostOrDoubled() throws Exception {
    assertThat(DeviceBenchmark.run(2, 3_000, "256m", printed::add)).isEqualTo(4_000);
    assertThat(printed).hasSize(4);
  }

  @Test
  void bothStartsAreTimed() throws Exception {
    StartBenchmark.run(printed::add);
    assertThat(printed).hasSize(2);
  }
}
