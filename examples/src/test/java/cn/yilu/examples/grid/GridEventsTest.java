package cn.yilu.examples.grid;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.mappings.Delivery;
import cn.yilu.mappings.trial.Trial;
import cn.yilu.schemas.SharedSchemas;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The mapping of the grid workers' app, tried with one event in its five steps. */
class GridEventsTest {
  private static final String EVENT = "{\"no\":\"S000001\",\"channel\":\"小区巡查\",\"type\":\"环境卫生\",\"community\":\"370302001001\","
      + "\"step\":\"%s\",\"time\":\"2025-08-01 09:30:00\"}";

  @Test
  void theStepsOfAnEventBecomeStatesOfAWorkOrder() throws IOException {
    String steps = String.join(",", EVENT.formatted("上报"), EVENT.formatted("派单"), EVENT.formatted("处理中"),
        EVENT.formatted("已处置"), EVENT.formatted("结案"));

    Trial trial = trial(
        "{\"events\":[" + steps + ",{\"no\":\"\"},{\"no\":\"S2\",\"channel\":\"飞鸽\",\"urgent\":true}]}");

    assertThat(trial.faults()).isEmpty();
    assertThat(trial.rows().subList(0, 5))
        .extracting(row -> row.claims().getFirst().values().get("state"))
        .containsExactly("reported", "dispatched", "handling", "handled", "closed");
    assertThat(trial.rows().getFirst().claims().getFirst().values()).containsEntry("channel", "estate-patrol")
        .containsEntry("category", "environment").containsEntry("reportedAt", "2025-08-01T01:30:00Z")
        .containsEntry("community", "370302001001").doesNotContainKey("closedAt");
    assertThat(trial.rows().get(4).claims().getFirst().values()).containsEntry("closedAt", "2025-08-01T01:30:00Z");
    assertThat(trial.rows().get(5).rejected()).isPresent();
    assertThat(trial.rows().get(6).findings()).anyMatch(finding -> finding.rule().equals("code-unknown"));
    assertThat(trial.untouched()).containsExactly("urgent");
  }

  private static Trial trial(String page) throws IOException {
    try (InputStream mapping = Objects
        .requireNonNull(GridEventsTest.class.getResourceAsStream("/mappings/grid-events.yaml"))) {
      return Trial.of(new String(mapping.readAllBytes(), StandardCharsets.UTF_8),
          new Delivery("page", new Delivery.Stream(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8))),
              Optional.empty(), Instant.parse("2026-01-05T02:00:00Z"), ZoneId.of("Asia/Shanghai")),
          SharedSchemas.released());
    }
  }
}
