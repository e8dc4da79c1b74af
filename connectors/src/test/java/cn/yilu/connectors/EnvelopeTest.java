package cn.yilu.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

  @Test
  void nothingOfItsContentIsInItsText() {
    var rows = new Envelope.Rows(List.of(Map.of("xm", "王桂兰")));
    var envelope = new Envelope("registry", "王桂兰.csv", rows, "application/x-rows", Optional.empty(), Instant.EPOCH,
        Optional.of("王桂兰"), Optional.empty());

    assertThat(envelope + " " + envelope.content()).doesNotContain("王桂兰").contains("registry", "Rows[1]");
  }
}
