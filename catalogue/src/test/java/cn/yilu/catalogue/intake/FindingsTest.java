package cn.yilu.catalogue.intake;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.organisation.Caller.Role;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class FindingsTest extends RunningService {
  private static final String JSON = "application/json";

  @Test
  void whatIsWrongInUsedRowsIsListedWithRowColumnValueAndHowToMend() {
    pushed("flawed");
    push("flawed", """
                   [{"id":"1","name":"王桂兰","idNumber":"37030219430512986X","birth":"1943-05-12"},
                    {"id":"2","name":"李四光","birth":"2023-02-29"},
                    {"id":"3","name":"赵?六","idNumber":"370302194305129861","birth":"1943-05-12"}]""");
    String operator = person(Role.OPERATOR);

    assertThat(views.of("flawed").getUsed()).isEqualTo(3);
    JsonNode rows = json(get("/api/v1/sources/flawed/findings", operator));
    assertThat(rows).extracting(row -> row.get("row").asInt()).containsExactly(3, 2);
    assertThat(rows).extracting(row -> row.get("record").asString()).containsExactly("3", "2");
    JsonNode birth = rows.get(1).get("findings").get(0);
    assertThat(birth.get("rule").asString()).isEqualTo("date-impossible");
    assertThat(birth.get("column").asString()).isEqualTo("birth");
    assertThat(birth.get("raw").asString()).isEqualTo("2023-02-29");
    assertThat(birth.get("mend").get("zh").asString()).isNotBlank();
    assertThat(birth.get("mend").get("en").asString()).isNotBlank();
    assertThat(views.of("flawed").getFindings())
        .isEqualTo(rows.valueStream().mapToLong(row -> row.get("findings").size()).sum());
  }

  @Test
  void theListIsFilteredAndGoesOnAndRulesAreCounted() {
    pushed("many");
    for (int i = 0; i < 3; i++) {
      push("many", "[{\"id\":\"%d\",\"name\":\"王五\",\"birth\":\"2023-02-29\"}]".formatted(i));
    }
    push("many", "[{\"id\":\"9\",\"name\":\"王?五\"}]");
    String operator = person(Role.OPERATOR);
    String path = "/api/v1/sources/many/findings";

    assertThat(json(get(path + "?rule=date-impossible", operator))).hasSize(3);
    assertThat(json(get(path + "?rule=date-form", operator))).isEmpty();
    assertThat(json(get(path + "?delivery=another", operator))).isEmpty();
    assertThat(json(get(path + "?since=2999-01-01T00:00:00Z", operator))).isEmpty();
    HttpResponse<String> first = get(path + "?limit=3", operator);
    String before = first.headers().firstValue("Yilu-Before").orElseThrow();
    assertThat(json(get(path + "?limit=3&before=" + before, operator))).hasSize(1);
    JsonNode rules = json(get(path + "/rules", operator));
    assertThat(rules.get(0).get("rule").asString()).isEqualTo("date-impossible");
    assertThat(rules.get(0).get("column").asString()).isEqualTo("birth");
    assertThat(rules.get(0).get("rows").asInt()).isEqualTo(3);
    assertThat(get("/api/v1/sources/nobody/findings", operator).statusCode()).isEqualTo(404);
    assertThat(get("/api/v1/sources/nobody/findings/rules", operator).statusCode()).isEqualTo(404);
  }

  @Test
  void valuesAreForTheDepartmentAndSeeingThemIsNoted() {
    pushed("shy");
    push("shy", "[{\"id\":\"R-7788\",\"name\":\"王五\",\"birth\":\"2023-02-29\"}]");
    String path = "/api/v1/sources/shy/findings";

    assertThat(get(path, person(Role.AUDITOR)).body()).contains("date-impossible").doesNotContain("2023-02-29",
        "R-7788");
    assertThat(get(path, person(Role.OFFICER)).body()).doesNotContain("2023-02-29", "R-7788");
    assertThat(get(path, person(Role.OPERATOR)).body()).contains("2023-02-29", "R-7788");
    assertThat(get("/api/v1/audit?limit=1000", person(Role.OPERATOR)).body()).contains("findings.read");
    assertThat(get(path + "/export", person(Role.OFFICER)).statusCode()).isEqualTo(403);
    assertThat(get(path, program("vendor")).statusCode()).isEqualTo(403);
    assertThat(get(path + "/rules", program("vendor")).statusCode()).isEqualTo(403);
    assertThat(get(path + "/export", person(Role.OPERATOR)).body()).startsWith("\ufeff")
        .contains("date-impossible", "R-7788");
    assertThat(get("/api/v1/audit?limit=1000", person(Role.OPERATOR)).body()).contains("findings.export");
  }

  private void push(String source, String rows) {
    HttpResponse<String> answer = post("/api/v1/intake/" + source, JSON, rows, program("vendor"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  private void pushed(String id) {
    source(id, """
               title: {zh: 推送, en: Pushed}
               department: civil
               protocol: push
               mapping: people
               connection: {programs: vendor}
               """);
  }
}
