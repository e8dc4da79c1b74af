package cn.yilu.catalogue.intake;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.organisation.Caller.Role;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** What a source sends and no mapping takes is said while it is delivered, not only when a mapping is tried. */
class UnmappedFieldsTest extends RunningService {

  @Test
  void aFieldThatNobodyMapsIsSaidToWhoPushesAndListedOnceADelivery() {
    peopleBy("unmapped", "");

    HttpResponse<String> pushed = post("/api/v1/intake/unmapped", "application/json",
        """
        [{"id":"1","name":"王桂兰","shoe":"38"},
         {"id":"2","name":"周建国","shoe":"41"}]""",
        program("vendor"));

    assertThat(pushed.statusCode()).as(pushed.body()).isEqualTo(200);
    assertThat(pushed.body()).contains("column-unmapped", "shoe");
    JsonNode listed = json(
        get("/api/v1/sources/unmapped/findings?rule=column-unmapped", person(Role.OPERATOR)));
    assertThat(listed).hasSize(1);
    assertThat(listed.get(0).get("row").asInt()).isZero();
    JsonNode finding = listed.get(0).get("findings").valueStream()
        .filter(each -> each.get("rule").asString().equals("column-unmapped")).findFirst().orElseThrow();
    assertThat(finding.get("column").asString()).isEqualTo("shoe");
    assertThat(finding.get("mend").get("zh").asString()).contains("映射");
  }
}
