package cn.yilu.catalogue.duplicate;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.DataDirectory;
import cn.yilu.catalogue.reconcile.Drift;
import cn.yilu.catalogue.record.Records;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.JsonNode;

/** Candidate duplicates from a dirty delivery to the record that a person's decision makes, and back. */
class DuplicatesTest extends InDirtyTown {
  private static final String DECIDED = OPEN + "&state=decided";

  @Autowired
  private Records records;
  @Autowired
  private Duplicates duplicates;
  @Autowired
  private DataDirectory data;

  @Test
  void twoWithoutNumberBecomeOneRecordAndTwoAgain() {
    town.state("police-desk", "twin", "", "陈东", "1950-03-02", "般阳路7号");
    String at = town.state("care-desk", "twin", "", "陳 東", "1950-03-02", "般阳路 7 号");
    JsonNode candidate = town.about(town.read(OPEN + "&reason=alike", at), "陈东", at);
    long before = records.count("resident");

    JsonNode two = town.read("/api/v1/duplicates/" + id(candidate), at);
    String same = town.decide(candidate, "same");

    assertThat(two.path("items").findValuesAsString("compared")).contains("same");
    assertThat(two.path("sides").findValuesAsString("claims")).containsExactly("1", "1");
    town.read(OPEN, same);
    assertThat(records.count("resident")).isEqualTo(before - 1);
    JsonNode decided = town.read("/api/v1/duplicates/" + id(candidate), same);
    assertThat(decided.path("candidate").path("decision").path("verdict").asString()).isEqualTo("same");
    assertThat(decided.path("candidate").path("decision").path("reason").asString()).isEqualTo("电话核实");
    assertThat(decided.path("sides").findValuesAsString("claims")).containsExactly("1", "1");
    assertThat(ids(town.read(OPEN, same))).doesNotContain(id(candidate));
    assertThat(ids(town.read(DECIDED, same))).contains(id(candidate));
    String undone = town.undo(candidate);
    assertThat(ids(town.read(OPEN, undone))).contains(id(candidate));
    assertThat(records.count("resident")).isEqualTo(before);
    town.state("care-desk", "twin", "", "陈西", "1950-03-02", "般阳路 7 号");
  }

  @Test
  void differentEndsTheSuspicionAlsoAfterTheListIsMadeAnew() {
    town.state("police-desk", "other", "", "李秀英", "1951-04-03", "昆仑路1号");
    String at = town.state("care-desk", "other", "37030219510403982X", "李秀英", "1951-04-03", "昆仑路1号");
    JsonNode candidate = town.about(town.read(OPEN + "&reason=alike", at), "李秀英", at);

    String different = town.decide(candidate, "different");
    assertThat(ids(town.read(OPEN, different))).doesNotContain(id(candidate));
    duplicates.stop();
    duplicates.start();

    assertThat(ids(town.read(OPEN, different))).doesNotContain(id(candidate));
    assertThat(ids(town.read(DECIDED, different))).contains(id(candidate));
    List<Drift> drift = new ArrayList<>();
    duplicates.reconcile(true, drift::add);
    assertThat(drift).singleElement().satisfies(part -> {
      assertThat(part.drift()).isZero();
      assertThat(part.checked()).isPositive();
    });
  }

  @Test
  void oneNumberWithTwoNamesShowsAndTheClaimThatIsSomebodyElsesLeaves() {
    String first = town.state("police-desk", "wang", DirtyTown.WANG, "王桂兰", "1943-05-12", "般阳路5号");
    List<String> others = ids(town.read(OPEN + "&reason=differing", first));
    String at = town.state("care-desk", "wang", DirtyTown.WANG, "王 桂蘭", "1943-05-12", "");
    assertThat(ids(town.read(OPEN + "&reason=differing", at))).isEqualTo(others);
    String odd = town.state("care-desk", "odd", DirtyTown.WANG, "赵大海", "1943-05-12", "");
    JsonNode candidate = town.about(town.read(OPEN + "&reason=differing", odd), "赵大海", odd);
    long before = records.count("resident");

    String different = town.decide(candidate, "different");

    town.read(OPEN, different);
    assertThat(records.count("resident")).isEqualTo(before + 1);
    JsonNode view = town.read("/api/v1/duplicates/" + id(candidate), different);
    assertThat(view.path("sides").findValuesAsString("claims")).containsExactly("2", "1");
    String undone = town.undo(candidate);
    assertThat(ids(town.read(OPEN + "&reason=differing", undone))).contains(id(candidate));
    assertThat(records.count("resident")).isEqualTo(before);
    String mended = town.state("care-desk", "odd", DirtyTown.WANG, "王桂兰", "1943-05-12", "");
    assertThat(ids(town.read(OPEN + "&reason=differing", mended))).isEqualTo(others);
    assertThat(town.send("GET", "/api/v1/duplicates/" + id(candidate), "", town.operator).statusCode()).isEqualTo(404);
  }

  @Test
  void aListWhoseFolderWasWipedSaysTheSame() throws IOException {
    town.state("police-desk", "wiped", "", "何静", "1955-05-05", "洪山路1号");
    String at = town.state("care-desk", "wiped", "", "何静", "1955-05-05", "洪山路1号");
    town.decide(town.about(town.read(OPEN + "&reason=alike", at), "何静", at), "different");
    town.state("police-desk", "waits", "", "何平", "1955-05-06", "洪山路2号");
    at = town.state("care-desk", "waits", "", "何平", "1955-05-06", "洪山路2号");
    JsonNode open = town.read(OPEN, at);
    JsonNode settled = town.read(DECIDED, at);

    duplicates.stop();
    FileSystemUtils.deleteRecursively(data.projections().resolve("duplicates"));
    duplicates.start();

    assertThat(open.path("alike").asInt()).isPositive();
    assertThat(settled.path("decided").asInt()).isPositive();
    assertThat(town.read(OPEN, at)).isEqualTo(open);
    assertThat(town.read(DECIDED, at)).isEqualTo(settled);
  }

  @Test
  void twoWithDifferentNumbersAreNeverCompared() {
    town.state("police-desk", "namesake", "370302196001019812", "周红", "1960-01-01", "西河路1号");
    String at = town.state("care-desk", "namesake", "370302196001019839", "周红", "1960-01-01", "西河路1号");

    JsonNode list = town.read(OPEN, at);

    assertThat(list.path("candidates").valueStream().map(each -> town.read("/api/v1/duplicates/" + id(each), at)
        .toString())).noneMatch(text -> text.contains("周红"));
  }

  @Test
  void whoMayNotSeeOrDecideIsRefusedAndOfTwoWhoDecideOneIsTold() {
    town.state("police-desk", "who", "", "孙丽", "1962-07-08", "龙泉路3号");
    String at = town.state("care-desk", "who", "", "孙丽", "1962-07-08", "龙泉路3号");
    JsonNode candidate = town.about(town.read(OPEN + "&reason=alike", at), "孙丽", at);
    String path = "/api/v1/duplicates/" + id(candidate);

    HttpResponse<String> seen = town.send("GET", path, "", town.officer);
    HttpResponse<String> own = town.send("GET", path, "", town.police);

    assertThat(seen.body()).contains("孙*").doesNotContain("孙丽").doesNotContain("13800000000")
        .contains("\"mine\":false");
    assertThat(own.body()).contains("孙丽").contains("\"mine\":true");
    String verdict = "{\"verdict\":\"different\"}";
    assertThat(town.send("POST", path + "/decision", verdict, town.officer).statusCode()).isEqualTo(403);
    assertThat(town.send("GET", OPEN, "", "nonsense").statusCode()).isEqualTo(401);
    assertThat(town.send("POST", path + "/decision", "{\"verdict\":\"perhaps\"}", town.police).statusCode())
        .isEqualTo(400);
    assertThat(town.send("DELETE", path + "/decision", "", town.police).statusCode()).isEqualTo(409);
    assertThat(town.send("POST", path + "/decision", verdict, town.police).statusCode()).isEqualTo(204);
    assertThat(town.send("POST", path + "/decision", verdict, town.operator).statusCode()).isEqualTo(409);
    assertThat(town.send("POST", path + "/decision", "{\"verdict\":\"different\",\"again\":true}", town.operator)
        .statusCode()).isEqualTo(204);
    assertThat(town.send("GET", "/api/v1/audit?limit=1000", "", town.operator).body())
        .contains("duplicate.read").contains("duplicate.decide");
  }
}
