package cn.yilu.catalogue.intake;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.organisation.Caller.Role;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class MappingTrialsTest extends RunningService {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  @Test
  void aFaultIsNamedWithItsPlaceAndWhatMayHaveBeenMeant() {
    JsonNode check = json(ask("check", Map.of("mapping", PEOPLE.replace("birthDate", "birthDat"))));

    assertThat(check.get("good").asBoolean()).isFalse();
    assertThat(check.get("faults").get(0).get("line").asInt()).isPositive();
    assertThat(check.get("faults").get(0).get("suggestion").get("en").asString()).contains("birthDate");
    assertThat(check.get("faults").get(0).get("message").get("zh").asString()).contains("字段");
    assertThat(json(ask("check", Map.of("mapping", PEOPLE))).get("targets").get(0).get("fields").get("name").get(0)
        .asString()).isEqualTo("name");
  }

  @Test
  void aSampleShowsRecordsFindingsAndFieldsNobodyUses() {
    JsonNode trial = json(ask("try", Map.of("mapping", PEOPLE, "text",
        "[{\"id\":\"1\",\"name\":\"王桂兰\",\"idNumber\":\"37030219430512986x\",\"hobby\":\"下棋\"},{\"name\":\"某\"}]")));

    assertThat(trial.get("rows").get(0).get("claims").get(0).get("values").get("residentId").asString())
        .isEqualTo("37030219430512986X");
    assertThat(trial.get("rows").get(1).get("rejected").asString()).contains("某");
    assertThat(trial.get("rows").get(1).get("findings").get(0).get("mend").get("zh").asString()).isNotBlank();
    assertThat(trial.get("untouched").get(0).asString()).isEqualTo("hobby");
  }

  @Test
  void bytesAreTriedInTheirCharset() {
    String sample = Base64.getEncoder()
        .encodeToString("id,name\n1,王桂兰\n".getBytes(Charset.forName("GB18030")));

    JsonNode trial = json(ask("try", Map.of("mapping", PEOPLE, "bytes", sample, "charset", "GB18030")));

    assertThat(trial.get("rows").get(0).get("claims").get(0).get("values").get("name").asString()).isEqualTo("王桂兰");
  }

  @Test
  void whatIsTooLargeOrMissingIsRefused() {
    assertThat(ask("try", Map.of("mapping", PEOPLE)).statusCode()).isEqualTo(400);
    assertThat(ask("try", Map.of("mapping", PEOPLE, "text", "x".repeat(5 << 20))).statusCode()).isEqualTo(413);
    assertThat(send(request("/api/v1/mappings/check", person(Role.AUDITOR)).header("Content-Type", "application/json")
        .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream("{}".getBytes(
            java.nio.charset.StandardCharsets.UTF_8)))))
        .statusCode()).isEqualTo(411);
    assertThat(post("/api/v1/mappings/check", "application/json", "{}", "").statusCode()).isEqualTo(401);
  }

  @Test
  void everybodyMayReadTheRules() {
    JsonNode rules = json(get("/api/v1/rules", ""));

    assertThat(rules.size()).isGreaterThan(40);
    assertThat(rules.get(0).get("title").get("zh").asString()).isNotBlank();
    assertThat(rules.get(0).get("effect").asString()).isIn("kept", "emptied", "refused", "noted");
  }

  private HttpResponse<String> ask(String what, Map<String, String> body) {
    return post("/api/v1/mappings/" + what, "application/json", JSON.writeValueAsString(body), person(Role.AUDITOR));
  }
}
