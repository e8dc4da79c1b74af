package cn.yilu.catalogue.intake;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Log;
import cn.yilu.catalogue.organisation.Caller.Role;
import cn.yilu.catalogue.record.ClaimPayload;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import tools.jackson.databind.JsonNode;

/** One row in twenty is bad, each time in another way: the others are as if it were not there, and each is explained. */
class BadRowsTest extends RunningService {
  private static final int ROWS = 1_000;
  private static final int EVERY = 20;
  private static final List<String> CSV_FLAWS = List.of(",无编号,,1950-01-01", "%d,王五,370302194305129861,1943-05-12",
      "%d,王五,3.70302E+17,1943-05-12", "%d,王五,,2023-02-29", "%d,王五,,乱写", "%d,赵?六,,1950-01-01", "%d",
      "%d,王五,,1950-01-01,多出,的列", "%d,\"王五,,1950-01-01", "%d,王五,,2999-01-01");
  private static final List<String> LINE_FLAWS = List.of("{\"name\":\"无编号\"}",
      "{\"id\":%d,\"idNumber\":\"370302194305129861\"}", "{\"id\":%d,\"idNumber\":3.70302E+17}",
      "{\"id\":%d,\"birth\":\"2023-02-29\"}", "{\"id\":%d,\"birth\":\"乱写\"}", "{\"id\":%d,\"name\":\"赵?六\"}", "[%d]",
      "{\"id\":%d,\"name\":", "合计", "{\"id\":%d,\"birth\":\"2999-01-01\"}");

  @Autowired
  private Log log;

  @Test
  void ofTableRows() {
    compare("text/csv", "id,name,idNumber,birth\n", "%d,李四,,%s", CSV_FLAWS);
  }

  @Test
  void ofJsonLines() {
    compare("application/x-ndjson", "", "{\"id\":%d,\"name\":\"李四\",\"birth\":\"%s\"}", LINE_FLAWS);
  }

  private void compare(String type, String heading, String good, List<String> flaws) {
    String name = type.substring(type.length() - 3);
    push("good-" + name, type, heading, good, List.of());
    push("bad-" + name, type, heading, good, flaws);

    Map<String, String> clean = claims("good-" + name);
    Map<String, String> dirty = claims("bad-" + name);
    assertThat(clean).hasSize(ROWS);
    for (int row = 1; row <= ROWS; row++) {
      if (row % EVERY != 0) {
        assertThat(dirty.get("" + row)).as("row %d", row).isEqualTo(clean.get("" + row));
      }
    }
    Set<Long> explained = new TreeSet<>();
    for (String list : List.of("rejections", "findings")) {
      for (JsonNode row : json(get("/api/v1/sources/bad-" + name + "/" + list + "?limit=500", person(Role.OPERATOR)))) {
        for (JsonNode finding : row.get("findings")) {
          assertThat(finding.get("rule").asString()).isNotBlank();
          assertThat(finding.get("mend").get("zh").asString()).isNotBlank();
          assertThat(finding.get("mend").get("en").asString()).isNotBlank();
        }
        explained.add(row.get("row").asLong());
      }
    }
    assertThat(explained).isEqualTo(IntStream.rangeClosed(1, ROWS).filter(row -> row % EVERY == 0).asLongStream()
        .boxed().collect(Collectors.toCollection(TreeSet::new)));
    assertThat(views.of("bad-" + name).getReceived()).isEqualTo(ROWS);
    assertThat(views.of("bad-" + name).getRejected()).isPositive();
  }

  private void push(String id, String type, String heading, String good, List<String> flaws) {
    source(id, """
               title: {zh: 推送, en: Pushed}
               department: civil
               protocol: push
               mapping: people
               connection: {programs: vendor}
               """);
    StringBuilder body = new StringBuilder(heading);
    for (int row = 1; row <= ROWS; row++) {
      boolean flawed = row % EVERY == 0 && !flaws.isEmpty();
      body.append(flawed
          ? flaws.get(row / EVERY % flaws.size()).formatted(row)
          : good.formatted(row, LocalDate.of(1950, 1, 1).plusDays(row))).append('\n');
    }
    HttpResponse<String> answer = post("/api/v1/intake/" + id, type, body.toString(), program("vendor"));
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
  }

  /** What a source says of each of its records. */
  private Map<String, String> claims(String source) {
    Map<String, String> claims = new TreeMap<>();
    for (Block block : log.read("claims/resident", 0, 1_000_000)) {
      for (Entry entry : block.entries()) {
        if (entry.source().equals(source)) {
          ClaimPayload payload = ClaimPayload.decode(entry.payload());
          claims.put(payload.recordId(), payload.identifiers() + HexFormat.of().formatHex(payload.values()));
        }
      }
    }
    return claims;
  }
}
