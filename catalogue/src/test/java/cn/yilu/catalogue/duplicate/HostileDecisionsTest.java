package cn.yilu.catalogue.duplicate;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.log.Log;
import cn.yilu.catalogue.organisation.Caller.Role;
import cn.yilu.catalogue.organisation.TestAccounts;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** People who are late, in a hurry, curious, or not allowed. */
class HostileDecisionsTest extends InDirtyTown {
  private static final String SAME = "{\"verdict\":\"same\",\"reason\":\"吴一本人确认\"}";
  private static final String DIFFERENT = "{\"verdict\":\"different\"}";

  @Autowired
  private Log log;

  @Test
  void ofTwoWhoDecideAtOnceOneWinsAndTheOtherIsTold() throws InterruptedException {
    for (int i = 0; i < 5; i++) {
      String at = two("race" + i, "吴" + i, "龙泉路" + i + "号");
      String path = path(town.about(town.read(OPEN + "&reason=alike", at), "吴" + i, at)) + "/decision";
      CountDownLatch go = new CountDownLatch(1);
      List<CompletableFuture<HttpResponse<String>>> both = Stream.of(SAME, DIFFERENT).map(verdict -> CompletableFuture
          .supplyAsync(() -> after(go, path, verdict), task -> Thread.ofVirtual().start(task))).toList();

      go.countDown();

      List<HttpResponse<String>> answers = both.stream().map(CompletableFuture::join).toList();
      assertThat(answers).extracting(HttpResponse::statusCode).containsExactlyInAnyOrder(204, 409);
      assertThat(answers.stream().filter(answer -> answer.statusCode() == 409).findFirst().orElseThrow().body())
          .contains("urn:yilu:problem:decided").contains("已有人作出决定");
    }
  }

  private HttpResponse<String> after(CountDownLatch go, String path, String verdict) {
    try {
      go.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
    return town.send("POST", path, verdict, town.operator);
  }

  @Test
  void aDecisionOnWhatIsSuspectedNoLongerChangesNothing() {
    String at = two("gone", "郑二", "西河路9号");
    String path = path(town.about(town.read(OPEN + "&reason=alike", at), "郑二", at)) + "/decision";
    String mended = town.state("care-desk", "gone", "", "郑三", "1962-07-08", "西河路9号");
    town.read(OPEN, mended);
    long links = log.head("claims/subject-link");

    HttpResponse<String> decided = town.send("POST", path, SAME, town.operator);
    HttpResponse<String> undone = town.send("DELETE", path, "", town.operator);

    assertThat(decided.statusCode()).isEqualTo(404);
    assertThat(undone.statusCode()).isEqualTo(404);
    assertThat(decided.body()).contains("urn:yilu:problem:unknown-duplicate").contains("不再疑似");
    assertThat(log.head("claims/subject-link")).isEqualTo(links);
  }

  @Test
  void whoOnlyLooksAfterOthersOrIsAProgramSeesAndChangesNothing() {
    TestAccounts.add(application, "inspector", Role.AUDITOR, "a password for tests", false);
    String at = two("inspected", "钱四", "太河路1号");
    String path = path(town.about(town.read(OPEN + "&reason=alike", at), "钱四", at));

    for (String token : List.of(TestAccounts.login(application, "inspector"),
        TestAccounts.program(application, "nosy"))) {
      for (HttpResponse<String> answer : List.of(town.send("GET", OPEN, "", token), town.send("GET", path, "", token),
          town.send("POST", path + "/decision", SAME, token), town.send("DELETE", path + "/decision", "", token))) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(403);
        assertThat(answer.body()).doesNotContain("钱四");
      }
    }
    assertThat(town.send("GET", "/api/v1/duplicates/" + "0".repeat(32), "", town.operator).statusCode())
        .isEqualTo(404);
    assertThat(town.send("GET", "/api/v1/duplicates/1", "", town.operator).statusCode()).isBetween(400, 404);
  }

  @Test
  void neitherTheLedgerNorWhoMayNotDecideIsToldWhoItIsAbout() {
    String at = two("told", "吴一", "寨里路1号3号楼2单元501");
    String path = path(town.about(town.read(OPEN + "&reason=alike", at), "吴一", at));
    String decided = town.send("POST", path + "/decision", SAME, town.operator).headers().firstValue("Yilu-Position")
        .orElseThrow();
    JsonNode atOnce = DirtyTown.json(town.send("GET", path, "", town.police));

    HttpResponse<String> own = town.send("GET", path, "", town.police, "Yilu-After", decided);
    HttpResponse<String> seen = town.send("GET", path, "", town.officer, "Yilu-After", decided);

    assertThat(atOnce.path("sides").findValuesAsString("claims")).containsExactly("1", "1");
    assertThat(own.body()).contains("吴一本人确认");
    assertThat(seen.statusCode()).isEqualTo(200);
    assertThat(seen.body()).contains("吴*").doesNotContain("吴一", "13800000000", "1962-07", "单元501");
    assertThat(town.send("DELETE", path + "/decision", "", town.officer).statusCode()).isEqualTo(403);
    String ledger = noted();
    assertThat(ledger).contains("duplicate.decide", "duplicate.read")
        .doesNotContain("吴一", "13800000000", "1962-07-08", "寨里路");
  }

  private String noted() {
    StringBuilder all = new StringBuilder();
    for (long at = 0;;) {
      JsonNode page = DirtyTown.json(town.send("GET", "/api/v1/audit?limit=1000&after=" + at, "", town.operator));
      if (page.isEmpty()) {
        return all.toString();
      }
      all.append(page);
      at = page.get(page.size() - 1).path("sequence").asLong();
    }
  }

  @Test
  void whoGoesThroughPagesWhileTheListChangesSeesAllThatStaysOnce() {
    String at = "";
    for (int i = 0; i < 6; i++) {
      at = two("page" + i, "孟" + i, "双杨路" + i + "号");
    }
    List<String> before = ids(town.read(OPEN, at));
    Set<String> gone = new HashSet<>();
    List<String> seen = new ArrayList<>();
    String cursor = "";
    do {
      JsonNode page = town.read("/api/v1/duplicates?limit=2" + cursor, at);
      seen.addAll(ids(page));
      gone.add(id(page.path("candidates").get(0)));
      at = town.decide(page.path("candidates").get(0), "different");
      cursor = page.has("next") ? "&cursor=" + page.path("next").asString() : "";
    } while (!cursor.isEmpty());

    assertThat(seen).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(before);
    assertThat(ids(town.read(OPEN, at))).hasSize(before.size() - gone.size()).doesNotContainAnyElementsOf(gone);
  }

  /** Two records alike; the position at which they are suspected. */
  private String two(String id, String name, String home) {
    town.state("police-desk", id, "", name, "1962-07-08", home);
    return town.state("care-desk", id, "", name, "1962-07-08", home);
  }

  private static String path(JsonNode candidate) {
    return "/api/v1/duplicates/" + id(candidate);
  }
}
