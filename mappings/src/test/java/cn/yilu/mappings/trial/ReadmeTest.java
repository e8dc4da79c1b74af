package cn.yilu.mappings.trial;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.mappings.Delivery;
import cn.yilu.mappings.Finding;
import cn.yilu.schemas.SharedSchemas;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The example that the README connects a vendor with does what the README says. */
class ReadmeTest {

  @Test
  void theExampleOfTheReadmeDoesWhatItSays() throws IOException {
    String readme = Files.readString(Path.of("README.md"));
    String page = block(readme, "```json\n");
    String mapping = block(readme, "```yaml\n");

    Trial trial = Trial.of(mapping,
        new Delivery("page", new Delivery.Stream(new ByteArrayInputStream(page.getBytes(StandardCharsets.UTF_8))),
            Optional.empty(), Instant.parse("2026-01-05T02:00:00Z"), ZoneId.of("Asia/Shanghai")),
        SharedSchemas.released());

    assertThat(trial.faults()).isEmpty();
    assertThat(trial.untouched()).containsExactly("coupon");
    assertThat(trial.rows()).hasSize(3);
    TriedRow good = trial.rows().getFirst();
    assertThat(good.findings()).isEmpty();
    assertThat(good.claims()).hasSize(2);
    assertThat(good.claims().getFirst().values()).containsEntry("serviceKind", "housekeeping/cleaning")
        .containsEntry("person", "residentId:37030219430512986X").containsEntry("amount", 120.0)
        .containsEntry("startedAt", "2025-08-04T01:00:00Z").containsEntry("state", "done")
        .containsEntry("payer", "government").containsEntry("satisfaction", "very-satisfied")
        .containsEntry("worker", "李敏").containsEntry("grid", "370302001001001");
    assertThat(trial.rows().get(1).findings()).extracting(Finding::rule).containsExactlyInAnyOrder("code-unknown",
        "resident-id-damaged", "date-form");
    assertThat(trial.rows().get(1).claims()).hasSize(1);
    assertThat(trial.rows().get(2).claims()).singleElement()
        .satisfies(claim -> assertThat(claim.withdrawn()).isTrue());
  }

  private static String block(String readme, String fence) {
    int start = readme.indexOf(fence) + fence.length();
    return readme.substring(start, readme.indexOf("```", start));
  }
}
