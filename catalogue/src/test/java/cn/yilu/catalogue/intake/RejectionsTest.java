package cn.yilu.catalogue.intake;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.log.Log;
import cn.yilu.catalogue.organisation.Caller.Role;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

class RejectionsTest extends RunningService {
  private static final String JSON = "application/json";

  @Test
  void rowsThatTheMendedMappingCanUseLeaveTheListAndAreNotTakenTwice() throws IOException {
    mapping("mended", "nummer");
    pushed("mended-csv", "mended");
    assertThat(post("/api/v1/intake/mended-csv", "text/csv", "id,name,idNumber\n1,王桂兰,37030219430512986X\n2,李四光,\n",
        program("vendor")).statusCode()).isEqualTo(200);
    post("/api/v1/intake/mended-csv", JSON, "[{\"id\":\"3\",\"name\":\"赵六\"},{\"name\":\"无编号\"}]", program("vendor"));
    assertThat(views.of("mended-csv").getRejected()).isEqualTo(4);

    mapping("mended", "id");
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> replay("mended-csv", "").path("used").asInt() == 3);

    assertThat(views.of("mended-csv").getRejected()).isEqualTo(1);
    assertThat(views.of("mended-csv").getUsed()).isEqualTo(3);
    assertThat(views.of("mended-csv").getReceived()).isEqualTo(4);
    JsonNode waiting = json(get("/api/v1/sources/mended-csv/rejections", person(Role.OPERATOR)));
    assertThat(waiting).hasSize(1);
    assertThat(waiting.get(0).get("raw").asString()).contains("无编号");
    assertThat(json(get("/api/v1/sources/mended-csv/rejections?replayed=true", person(Role.OPERATOR)))).hasSize(3);
    assertThat(replay("mended-csv", "").get("used").asInt()).isZero();
    assertThat(views.of("mended-csv").getUsed()).isEqualTo(3);
  }

  @Test
  void anOldRowUndoesNothingThatTheSourceStatedSinceAndOfSeveralOldOnesTheLastCounts() throws IOException {
    mapping("late", "nummer");
    pushed("late-csv", "late");
    for (String row : List.of("{\"id\":\"7\",\"name\":\"旧名\"}", "{\"nummer\":\"7\",\"name\":\"新名\"}",
        "{\"id\":\"8\",\"name\":\"先名\"}", "{\"id\":\"8\",\"name\":\"后名\"}")) {
      assertThat(post("/api/v1/intake/late-csv", JSON, row, program("vendor")).statusCode()).isEqualTo(200);
    }

    mapping("late", "id");
    Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> replay("late-csv", "").path("used").asInt() == 3);

    assertThat(json(get("/api/v1/sources/late-csv/rejections", person(Role.OPERATOR)))).isEmpty();
    assertThat(stated("late-csv", "7")).singleElement().asString().contains("新名");
    assertThat(stated("late-csv", "8")).last().asString().contains("后名");
  }

  /** What a source stated of a record, first to last. */
  private List<String> stated(String source, String record) {
    Source of = application.getBean(Sources.class).source(source).orElseThrow().source();
    Key key = application.getBean(ClaimEntries.class).key(of, record);
    return application.getBean(Log.class).read("claims/resident", 0, Integer.MAX_VALUE).stream()
        .flatMap(block -> block.entries().stream()).filter(entry -> entry.key().equals(key))
        .map(entry -> new String(entry.payload(), StandardCharsets.UTF_8)).toList();
  }

  @Test
  void theListIsFilteredAndGoesOn() {
    pushed("filtered", "people");
    for (int i = 0; i < 3; i++) {
      post("/api/v1/intake/filtered", JSON, "{\"name\":\"无编号" + i + "\"}", program("vendor"));
    }
    String operator = person(Role.OPERATOR);
    String path = "/api/v1/sources/filtered/rejections";

    assertThat(json(get(path + "?rule=record-id-missing", operator))).hasSize(3);
    assertThat(json(get(path + "?rule=date-form", operator))).isEmpty();
    assertThat(json(get(path + "?delivery=another", operator))).isEmpty();
    assertThat(json(get(path + "?since=2999-01-01T00:00:00Z", operator))).isEmpty();
    HttpResponse<String> first = get(path + "?limit=2", operator);
    String before = first.headers().firstValue("Yilu-Before").orElseThrow();
    assertThat(json(get(path + "?limit=2&before=" + before, operator))).hasSize(1);
  }

  @Test
  void valuesAreForTheDepartmentAndSeeingThemIsNoted() {
    pushed("private", "people");
    post("/api/v1/intake/private", JSON, "{\"name\":\"无编号\"}", program("vendor"));
    String path = "/api/v1/sources/private/rejections";

    assertThat(get(path, person(Role.AUDITOR)).body()).contains("record-id-missing").doesNotContain("无编号");
    assertThat(get(path, person(Role.OFFICER)).body()).doesNotContain("无编号");
    assertThat(get(path, person(Role.OPERATOR)).body()).contains("无编号");
    assertThat(get("/api/v1/audit?limit=1000", person(Role.OPERATOR)).body()).contains("rejections.read");
    assertThat(post(path + "/replay", JSON, "", person(Role.AUDITOR)).statusCode()).isEqualTo(403);
    assertThat(get(path + "/export", person(Role.OFFICER)).statusCode()).isEqualTo(403);
    assertThat(get(path, program("vendor")).statusCode()).isEqualTo(403);
  }

  @Test
  void theDepartmentGetsATableThatNoSpreadsheetRuns() throws Exception {
    pushed("exported", "people");
    post("/api/v1/intake/exported", JSON, "{\"name\":\"=cmd|x\",\"hobby\":\"a\"}", program("vendor"));
    String path = "/api/v1/sources/exported/rejections/export";

    String csv = get(path, person(Role.OPERATOR)).body();
    assertThat(csv).startsWith("\ufeff").contains("record-id-missing", "怎样更正").doesNotContain("\"=");
    byte[] xlsx = java.net.http.HttpClient.newHttpClient()
        .send(request(path + "?format=xlsx", person(Role.OPERATOR)).GET().build(), BodyHandlers.ofByteArray()).body();
    try (XSSFWorkbook book = new XSSFWorkbook(new ByteArrayInputStream(xlsx))) {
      assertThat(book.getSheetAt(0).getRow(1).getCell(4).getStringCellValue()).isEqualTo("record-id-missing");
    }
  }

  @Test
  void theSameRowAgainIsListedOnceAndCountedEachTime() {
    pushed("stubborn", "people");
    String rows = "[{\"name\":\"无编号\"},{\"name\":\"无编号\"},{\"id\":\"1\",\"name\":\"王五\",\"birth\":\"2023-02-29\"}]";
    for (int i = 0; i < 3; i++) {
      JsonNode receipt = json(post("/api/v1/intake/stubborn", JSON, rows, program("vendor")));
      assertThat(receipt.get("rejected").asInt()).isEqualTo(2);
    }
    String operator = person(Role.OPERATOR);
    JsonNode waiting = json(get("/api/v1/sources/stubborn/rejections", operator));
    JsonNode flawed = json(get("/api/v1/sources/stubborn/findings", operator));

    assertThat(waiting).extracting(row -> row.get("row").asInt()).containsExactly(2, 1);
    assertThat(flawed).hasSize(1);
    assertThat(views.of("stubborn").getReceived()).isEqualTo(9);
    assertThat(views.of("stubborn").getUsed()).isEqualTo(3);
    assertThat(views.of("stubborn").getRejected()).isEqualTo(2);
    assertThat(views.of("stubborn").getRepeated()).isEqualTo(4);
    assertThat(views.of("stubborn").getFindings()).isEqualTo(1);
    JsonNode rules = json(get("/api/v1/sources/stubborn/rejections/rules", operator));
    assertThat(rules.get(0).get("rule").asString()).isEqualTo("record-id-missing");
    assertThat(rules.get(0).get("rows").asInt()).isEqualTo(2);
  }

  private JsonNode replay(String source, String query) {
    String path = "/api/v1/sources/" + source + "/rejections/replay" + query;
    HttpResponse<String> begun = post(path, JSON, "", person(Role.OPERATOR));
    assertThat(begun.statusCode()).as(begun.body()).isIn(202, 404);
    if (begun.statusCode() == 404) {
      // The source is just being restarted with its new mapping.
      return json(begun);
    }
    Awaitility.await().atMost(Duration.ofSeconds(20))
        .until(() -> !json(get(path, person(Role.OPERATOR))).path("running").asBoolean(false));
    return json(get(path, person(Role.OPERATOR)));
  }

  private void mapping(String name, String record) throws IOException {
    Files.writeString(data.sources().resolve("mappings").resolve(name + ".yaml"),
        PEOPLE.replace("mapping: people", "mapping: " + name).replace("record: id", "record: " + record));
  }

  private void pushed(String id, String mapping) {
    source(id, """
               title: {zh: 推送, en: Pushed}
               department: civil
               protocol: push
               mapping: %s
               connection: {programs: vendor}
               """.formatted(mapping));
  }
}
