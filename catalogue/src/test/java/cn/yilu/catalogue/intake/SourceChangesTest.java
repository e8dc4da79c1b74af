package cn.yilu.catalogue.intake;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.log.Log;
import cn.yilu.catalogue.organisation.Caller.Role;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

class SourceChangesTest extends RunningService {
  private static final String JSON = "application/json";
  private static final String ROW = "{\"id\":\"1\",\"name\":\"王桂兰\",\"idNumber\":\"37030219430512986X\"}";

  @Autowired
  private Log log;

  @Test
  void aSourceIsAddedChangedAndRemovedWithoutARestart() throws Exception {
    String operator = person(Role.OPERATOR);

    HttpResponse<String> added = post("/api/v1/sources", JSON, settings("added", "people", "programs", "vendor"),
        operator);
    assertThat(added.statusCode()).as(added.body()).isEqualTo(201);
    assertThat(json(added).get("state").asString()).isIn("starting", "working");
    assertThat(post("/api/v1/intake/added", JSON, ROW, program("vendor")).statusCode()).isEqualTo(200);
    assertThat(post("/api/v1/sources", JSON, settings("added", "people", "programs", "vendor"), operator).statusCode())
        .isEqualTo(409);

    put("/api/v1/sources/added/settings", JSON, settings("added", "people", "programs", "other"), operator);
    assertThat(post("/api/v1/intake/added", JSON, ROW, program("vendor")).statusCode()).isEqualTo(403);
    assertThat(json(get("/api/v1/sources/added/settings", operator)).get("connection").get("programs").asString())
        .isEqualTo("other");

    assertThat(delete("/api/v1/sources/added", operator).statusCode()).isEqualTo(204);
    assertThat(get("/api/v1/sources/added", operator).statusCode()).isEqualTo(404);
    HttpResponse<String> restored = post("/api/v1/sources/added/restore", JSON, "", operator);
    assertThat(json(restored).get("received").asInt()).isEqualTo(1);
    assertThat(Files.readString(data.sources().resolve("added.yaml"))).contains("protocol: push");
    assertThat(get("/api/v1/audit?limit=1000", operator).body()).contains("source.add", "source.change",
        "source.remove", "source.restore");
  }

  @Test
  void aSourceThatRestartsStaysVisibleAndWhatIsPushedMeanwhileIsToComeAgain() throws Exception {
    peopleBy("restarting", "");
    String operator = person(Role.OPERATOR);
    String vendor = program("vendor");
    Set<Integer> shown = ConcurrentHashMap.newKeySet();
    Set<Integer> pushed = ConcurrentHashMap.newKeySet();
    AtomicBoolean over = new AtomicBoolean();
    Thread looks = Thread.startVirtualThread(() -> {
      while (!over.get()) {
        shown.add(get("/api/v1/sources/restarting", operator).statusCode());
        pushed.add(post("/api/v1/intake/restarting", JSON, ROW, vendor).statusCode());
      }
    });

    for (int change = 0; change < 3; change++) {
      put("/api/v1/sources/restarting/settings", JSON,
          settings("restarting", "people", "programs", "vendor, other" + change), operator);
      assertThat(post("/api/v1/sources/restarting/rewind", JSON, "", operator).statusCode()).isEqualTo(200);
    }
    over.set(true);
    looks.join();

    assertThat(shown).containsExactly(200);
    assertThat(pushed).contains(200).isSubsetOf(200, 429, 503);
  }

  @Test
  void aFileThatIsNotUtf8IsShownWithItsReasonAndKeepsNoOtherSourceFromStarting() throws Exception {
    String operator = person(Role.OPERATOR);
    Path file = data.sources().resolve("aaa-gbk.yaml");
    Files.write(file, "title: {zh: 来源, en: Source}".getBytes(Charset.forName("GBK")));

    HttpResponse<String> added = post("/api/v1/sources", JSON, settings("beside-gbk", "people", "programs", "vendor"),
        operator);

    assertThat(json(added).get("state").asString()).isIn("starting", "working");
    assertThat(json(get("/api/v1/sources/aaa-gbk", operator)).get("trouble").get("zh").asString())
        .startsWith("无法启动:").contains("不是UTF-8编码");
    assertThat(get("/api/v1/sources/aaa-gbk/settings", operator).statusCode()).isEqualTo(409);
    Files.delete(file);
  }

  @Test
  void aPausedSourceTakesNothingAndGoesOnWhereItWas() {
    peopleBy("pausing", "# a remark\n");
    String operator = person(Role.OPERATOR);
    assertThat(post("/api/v1/intake/pausing", JSON, ROW, program("vendor")).statusCode()).isEqualTo(200);

    HttpResponse<String> paused = post("/api/v1/sources/pausing/pause", JSON, "", operator);
    assertThat(json(paused).get("state").asString()).isEqualTo("stopped");
    assertThat(json(paused).get("received").asInt()).isEqualTo(1);
    HttpResponse<String> refused = post("/api/v1/intake/pausing", JSON, ROW, program("vendor"));
    assertThat(refused.statusCode()).isEqualTo(503);
    assertThat(refused.headers().firstValue("Retry-After")).isPresent();
    assertThat(SourceFile.parse("pausing", file("pausing")).paused()).isTrue();

    post("/api/v1/sources/pausing/resume", JSON, "", operator);
    assertThat(post("/api/v1/intake/pausing", JSON, ROW, program("vendor")).statusCode()).isEqualTo(200);
    assertThat(file("pausing")).contains("# a remark").doesNotContain("paused");
  }

  @Test
  void aRewoundSourceIsReadAgainAndNoRecordChanges() throws Exception {
    Path drop = Files.createDirectories(data.root().resolve("drop"));
    source("dropped", """
                      title: {zh: 文件, en: Files}
                      department: civil
                      protocol: files
                      mapping: people
                      connection: {folder: "%s", settle: 50ms, every: 100ms}
                      """.formatted(drop.toAbsolutePath()));
    String csv = "id,name,idNumber\n77,钱学文,37030219430512986X\n";
    Files.writeString(drop.resolve("a.csv"), csv);
    received("dropped", 1);
    long records = merged();

    HttpResponse<String> rewound = post("/api/v1/sources/dropped/rewind", JSON, "{}", person(Role.OPERATOR));
    assertThat(rewound.statusCode()).as(rewound.body()).isEqualTo(200);
    Files.writeString(drop.resolve("a.csv"), csv);
    received("dropped", 2);

    assertThat(merged()).isEqualTo(records);
  }

  @Test
  void aCredentialStandsInNoFileAndIsShownToNobody() throws Exception {
    String operator = person(Role.OPERATOR);
    HttpResponse<String> refused = post("/api/v1/sources", JSON,
        settings("literal", "people", "password", "hunter2"), operator);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.body()).contains("${secret:").doesNotContain("hunter2");
    assertThat(Files.exists(data.sources().resolve("literal.yaml"))).isFalse();

    peopleBy("secretive", "");
    HttpResponse<String> kept = put("/api/v1/sources/secretive/secrets/vendor-password", JSON,
        "{\"value\":\"hunter2\"}", operator);
    assertThat(kept.statusCode()).as(kept.body()).isEqualTo(204);
    Path secret = data.secrets().resolve("sources").resolve("vendor-password");
    assertThat(Files.readString(secret)).isEqualTo("hunter2");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret))).isEqualTo("rw-------");
    assertThat(get("/api/v1/audit?limit=1000", operator).body()).contains("source.secret").doesNotContain("hunter2");
    assertThat(put("/api/v1/sources/secretive/secrets/..", JSON, "{\"value\":\"x\"}", operator).statusCode())
        .isBetween(400, 404);
  }

  @Test
  void onlyOperatorsChangeSourcesAndWhatIsWrongIsRefusedWithTheReason() {
    peopleBy("guarded", "");

    assertThat(delete("/api/v1/sources/guarded", person(Role.OFFICER)).statusCode()).isEqualTo(403);
    assertThat(post("/api/v1/sources/guarded/pause", JSON, "", person(Role.OFFICER)).statusCode()).isEqualTo(403);
    assertThat(post("/api/v1/sources/guarded/pause", JSON, "", person(Role.AUDITOR)).statusCode()).isEqualTo(403);
    assertThat(post("/api/v1/sources/guarded/pause", JSON, "", program("vendor")).statusCode()).isEqualTo(403);
    HttpResponse<String> unknown = post("/api/v1/sources", JSON, settings("odd", "no-such-mapping", "programs", "x"),
        person(Role.OPERATOR));
    assertThat(unknown.statusCode()).isEqualTo(400);
    assertThat(unknown.body()).contains("no-such-mapping");
    assertThat(post("/api/v1/sources/never-there/pause", JSON, "", person(Role.OPERATOR)).statusCode())
        .isEqualTo(404);
  }

  private long merged() {
    Awaitility.await().atMost(Duration.ofSeconds(20))
        .until(() -> java.util.Objects.equals(views.of("dropped").getLag(), 0L));
    return log.head("records/resident");
  }

  private void received(String id, long rows) {
    Awaitility.await().atMost(Duration.ofSeconds(20))
        .until(() -> java.util.Objects.equals(views.of(id).getReceived(), rows));
  }

  private String file(String id) {
    try {
      return Files.readString(data.sources().resolve(id + ".yaml"));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static String settings(String id, String mapping, String setting, String value) {
    return """
           {"id":"%s","title":{"zh":"推送","en":"Pushed"},"department":"civil","protocol":"push","mapping":"%s",
            "connection":{"%s":"%s"}}""".formatted(id, mapping, setting, value);
  }
}
