package cn.yilu.catalogue.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SparklineTest {

  @Test
  void theNewestSpanIsAtTheRightAndTheBusiestAtTheTop() {
    Sparkline line = Sparkline.of(List.of(0L, 1230L, 5L));

    assertThat(line.line()).isEqualTo("231.9,31.0 235.9,2.0 240.0,30.9");
    assertThat(line.area()).startsWith("231.9,32 ").endsWith(" 240,32");
    assertThat(line.latest()).isEqualTo("0.5");
    assertThat(line.most()).isEqualTo("123");
  }

  @Test
  void beforeTheFirstSpanThereIsNoPicture() {
    Sparkline line = Sparkline.of(List.of());

    assertThat(line.isEmpty()).isTrue();
    assertThat(line.latest()).isEqualTo("0");
  }
}
