package cn.yilu.catalogue.duplicate;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.organisation.TestAccounts;
import java.net.http.HttpResponse;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What readers of a dataset are told when people decide on duplicates, and when they undo it. */
class DecidedFeedTest extends InDirtyTown {
  private static final String HERE = "370302001001001";
  private static final String THERE = "370302002001001";
  private static final JsonMapper JSON = JsonMapper.builder().build();

  /** A program that follows the feed within an area and goes on where it was. */
  private final class Reader {
    private final String token;
    private final Map<String, String> held = new HashMap<>();
    private String cursor = "";

    Reader(String name, String area) {
      token = TestAccounts.program(application, name);
      LocalDate today = LocalDate.now(ZoneOffset.UTC);
      HttpResponse<String> granted = town.send("POST", "/api/v1/grants",
          JSON.writeValueAsString(Map.of("reader", name, "dataset", "resident", "fields",
              Map.of("key", "none", "name", "none", "grid", "none"), "area", area, "purpose", "随访", "legalBasis", "第九条",
              "from", today.minusDays(1).toString(), "until", today.plusDays(9).toString())),
          town.operator);
      assertThat(granted.statusCode()).as(granted.body()).isEqualTo(201);
    }

    /** What is new once a position is reflected, as {@code op name grid claims}. */
    List<String> news(String after) {
      List<String> news = new ArrayList<>();
      boolean more = true;
      while (more) {
        HttpResponse<String> page = town.send("GET", "/api/v1/feeds/resident?limit=1000" + cursor, "", token,
            "Yilu-After", after);
        assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
        page.body().lines().map(JSON::readTree).forEach(line -> news.add(told(line)));
        cursor = "&cursor=" + page.headers().firstValue("Yilu-Cursor").orElseThrow();
        more = !page.body().isEmpty();
      }
      return news;
    }

    private String told(JsonNode line) {
      String key = line.path("key").asString();
      if (line.path("op").asString().equals("delete")) {
        return "delete " + held.remove(key);
      }
      JsonNode record = line.path("record");
      String what = Stream.of(record.path("name").asString(), record.path("grid").asString(),
          line.path("claims").asString()).collect(Collectors.joining(" "));
      held.put(key, what);
      return "upsert " + what;
    }
  }

  @Test
  void whoReadsIsToldOfOneRecordAndOfTwoAgain() {
    town.state("police-desk", "f1", "", "冯春", "1950-03-02", "般阳路7号", HERE);
    String at = town.state("care-desk", "f1", "", "馮春", "1950-03-02", "般阳路7号", THERE);
    Reader all = new Reader("reads-all", "");
    Reader there = new Reader("reads-there", "370302002");
    assertThat(all.news(at)).contains("upsert 冯春 " + HERE + " 1", "upsert 馮春 " + THERE + " 1");
    assertThat(there.news(at)).contains("upsert 馮春 " + THERE + " 1").noneMatch(told -> told.contains(HERE));
    JsonNode candidate = town.about(town.read(OPEN + "&reason=alike", at), "冯春", at);

    String same = town.decide(candidate, "same");

    assertThat(all.news(same)).hasSize(2).contains("upsert 冯春 " + HERE + " 2")
        .anyMatch(told -> told.matches("delete [冯馮]春 .*"));
    assertThat(all.held.values()).filteredOn(what -> what.contains("春 ")).containsExactly("冯春 " + HERE + " 2");
    assertThat(there.news(same)).containsExactly("delete 馮春 " + THERE + " 1");
    String undone = town.undo(candidate);
    assertThat(all.news(undone)).containsExactlyInAnyOrder("upsert 冯春 " + HERE + " 1",
        "upsert 馮春 " + THERE + " 1");
    assertThat(there.news(undone)).containsExactly("upsert 馮春 " + THERE + " 1");
  }

  @Test
  void aClaimSaidToBeSomebodyElsesIsARecordOfItsOwnUntilThatIsUndone() {
    String number = "370302194905069813";
    town.state("police-desk", "g1", number, "郭夏", "1949-05-06", "", HERE);
    String at = town.state("care-desk", "g1", number, "何秋", "1949-05-06", "", THERE);
    Reader all = new Reader("reads-parted", "");
    Reader there = new Reader("reads-parted-there", "370302002");
    assertThat(all.news(at)).contains("upsert 郭夏 " + HERE + " 2");
    there.news(at);
    JsonNode candidate = town.about(town.read(OPEN + "&reason=differing", at), "何秋", at);

    String different = town.decide(candidate, "different");

    assertThat(all.news(different)).containsExactlyInAnyOrder("upsert 郭夏 " + HERE + " 1", "upsert 何秋 " + THERE + " 1");
    assertThat(there.news(different)).containsExactly("upsert 何秋 " + THERE + " 1");
    String undone = town.undo(candidate);
    assertThat(all.news(undone)).containsExactlyInAnyOrder("upsert 郭夏 " + HERE + " 2",
        "delete 何秋 " + THERE + " 1");
    assertThat(there.news(undone)).containsExactly("delete 何秋 " + THERE + " 1");
  }

  @Test
  void ofAChainOfDecisionsOneIsUndoneAlone() {
    town.state("police-desk", "h1", "", "贾冬", "1948-01-09", "昆仑路3号", HERE);
    town.state("police-desk", "h2", "", "贾冬", "1948-01-09", "昆仑路3号", HERE);
    String at = town.state("care-desk", "h3", "", "贾冬", "1948-01-09", "昆仑路3号", HERE);
    Reader all = new Reader("reads-chain", "");
    all.news(at);
    JsonNode first = town.about(town.read(OPEN + "&reason=alike", at), "贾冬", at);
    String one = town.decide(first, "same");
    JsonNode second = town.about(town.read(OPEN + "&reason=alike", one), "贾冬", one);

    String two = town.decide(second, "same");

    all.news(two);
    assertThat(chain(all)).containsExactly("贾冬 " + HERE + " 3");
    assertThat(town.read(OPEN, two).toString()).doesNotContain(id(first), id(second));
    all.news(town.undo(first));
    assertThat(chain(all)).containsExactlyInAnyOrder("贾冬 " + HERE + " 1", "贾冬 " + HERE + " 2");
    all.news(town.undo(second));
    assertThat(chain(all)).containsExactly("贾冬 " + HERE + " 1", "贾冬 " + HERE + " 1", "贾冬 " + HERE + " 1");
  }

  private static List<String> chain(Reader reader) {
    return reader.held.values().stream().filter(what -> what.startsWith("贾冬")).toList();
  }
}
