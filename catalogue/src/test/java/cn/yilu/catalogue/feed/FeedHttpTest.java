package cn.yilu.catalogue.feed;

import static cn.yilu.catalogue.feed.ResidentEntries.ROAD;
import static cn.yilu.catalogue.feed.ResidentEntries.TOWN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.yilu.catalogue.audit.Ledger;
import cn.yilu.catalogue.audit.LedgerEntry;
import cn.yilu.catalogue.log.Log;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = FeedApp.class, webEnvironment = WebEnvironment.RANDOM_PORT, properties = "management.endpoint.health.validate-group-membership=false")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FeedHttpTest {
  private static final String FEED = "/api/v1/feeds/resident";
  private static final LocalDate FIRST = LocalDate.of(2020, 1, 1);
  private static final LocalDate LAST = LocalDate.of(2024, 12, 31);
  private static final AtomicInteger NEXT = new AtomicInteger();
  @LocalServerPort
  int port;
  @Autowired
  JdbcClient jdbc;
  @Autowired
  Log log;
  @Autowired
  PageRoom room;
  @Autowired
  Ledger ledger;
  private String name = "";
  private Program operator = new Program(0, "");
  private Program program = new Program(0, "");

  @BeforeAll
  void residents() {
    jdbc.sql("insert into organisation (id, name_zh, name_en) values ('clinic', '社区医院', 'Clinic')").update();
    jdbc.sql("""
             insert into account (name, organisation, role, password, one_time, changed)
             values ('li.wei', 'clinic', 'operator', '-', false, now())""").update();
    new ResidentEntries(log).upsert(1, ROAD).upsert(2, TOWN).append();
  }

  @BeforeEach
  void callers() {
    name = "program-" + NEXT.incrementAndGet();
    jdbc.sql("insert into program (id, organisation, name_zh, name_en) values (?, 'clinic', '随访', 'Follow-up')")
        .param(name).update();
    operator = caller("account", "li.wei");
    program = caller("program", name);
  }

  private Program caller(String column, String id) {
    String token = column + "-" + id + "-" + NEXT.incrementAndGet();
    jdbc.sql("insert into token (hash, " + column + ", issued, expires) values (?, ?, now(), now() + interval '1 day')")
        .params(sha256(token), id).update();
    return new Program(port, token);
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private Map<String, Object> grant(Map<String, String> fields) {
    LocalDate today = LocalDate.now(java.time.ZoneOffset.UTC);
    Map<String, Object> grant = new HashMap<>();
    grant.put("reader", name);
    grant.put("dataset", "resident");
    grant.put("fields", fields);
    grant.put("purpose", "慢病随访");
    grant.put("legalBasis", "第九条");
    grant.put("from", today.minusDays(2).toString());
    grant.put("until", today.plusDays(30).toString());
    return grant;
  }

  private String granted(Map<String, Object> grant) {
    HttpResponse<byte[]> answer = operator.post("/api/v1/grants", grant);
    assertThat(answer.statusCode()).as(Program.text(answer)).isEqualTo(201);
    return Program.json(answer).path("id").asString();
  }

  @Test
  void whoIsUnknownIsTurnedAwayBeforeAnythingElse() {
    HttpResponse<byte[]> answer = new Program(port, "nobody").get("/api/v1/feeds/nothing?cursor=rubbish");

    assertProblem(answer, 401, "unauthenticated");
  }

  @Test
  void everyRefusalIsAProblemDocument() {
    assertProblem(program.get("/api/v1/feeds/nothing"), 404, "unknown-dataset");
    assertProblem(program.get(FEED + "?cursor=rubbish"), 403, "no-grant");
    granted(grant(Map.of("name", "default")));

    assertProblem(program.get(FEED + "?cursor=rubbish"), 400, "bad-cursor");
    assertProblem(program.get(FEED + "?limit=0"), 400, "bad-request");
    assertProblem(program.get(FEED + "?wait=31"), 400, "bad-request");
    assertProblem(operator.get(FEED), 403, "no-grant");
  }

  @Test
  void theNumberThatWasNotGrantedIsInNoFormat() throws IOException {
    granted(grant(Map.of("name", "default", "grid", "none")));

    HttpResponse<byte[]> json = program.get(FEED);
    HttpResponse<byte[]> avro = program.get(FEED, "Accept", "application/avro");

    assertThat(json.headers().firstValue("Content-Type")).hasValue("application/x-ndjson");
    assertThat(avro.headers().firstValue("Content-Type")).hasValue("application/avro");
    assertThat(Program.text(json).lines()).hasSize(2);
    for (HttpResponse<byte[]> answer : List.of(json, avro)) {
      String raw = new String(answer.body(), StandardCharsets.ISO_8859_1) + answer.headers().map();
      assertThat(raw).doesNotContain(ResidentEntries.ID, "residentId", "13800000000", "phone",
          ResidentEntries.key(1).toString());
    }
    List<GenericRecord> lines = avro(avro.body());
    assertThat(lines).hasSize(2);
    assertThat(((GenericRecord) lines.getFirst().get("record")).get("name")).hasToString("王**");
    assertThat(lines.getFirst().get("claims")).isEqualTo(4);
  }

  private static List<GenericRecord> avro(byte[] body) throws IOException {
    List<GenericRecord> lines = new ArrayList<>();
    try (DataFileReader<GenericRecord> reader = new DataFileReader<>(new SeekableByteArrayInput(body),
        new GenericDatumReader<>())) {
      reader.forEach(lines::add);
    }
    return lines;
  }

  @Test
  void theNextPageIsNamedInTheLinkAndInAHeaderOfItsOwn() {
    granted(grant(Map.of("name", "default")));

    HttpResponse<byte[]> first = program.get(FEED + "?limit=1");
    String cursor = first.headers().firstValue("Yilu-Cursor").orElseThrow();
    String link = first.headers().firstValue("Link").orElseThrow();
    HttpResponse<byte[]> second = program.get(link.substring(1, link.indexOf('>')));
    HttpResponse<byte[]> end = program
        .get(FEED + "?cursor=" + second.headers().firstValue("Yilu-Cursor").orElseThrow());

    assertThat(link).isEqualTo("<" + FEED + "?cursor=" + cursor + "&limit=1>; rel=\"next\"");
    assertThat(Program.text(first)).isNotEqualTo(Program.text(second));
    assertThat(Program.text(second).lines()).hasSize(1);
    assertThat(end.statusCode()).isEqualTo(200);
    assertThat(end.body()).isEmpty();
    assertThat(end.headers().firstValue("Yilu-Cursor")).isPresent();
  }

  @Test
  void anAnswerThatIsCompleteGivesItsMemoryBack() {
    int all = room.freeBytes();
    granted(grant(Map.of("name", "default")));

    program.get(FEED);
    program.get(FEED, "Accept", "application/avro");

    await().untilAsserted(() -> assertThat(room.freeBytes()).isEqualTo(all));
  }

  @Test
  void aReaderOfAnAreaGetsWhatIsInIt() {
    Map<String, Object> grant = grant(Map.of("grid", "none"));
    grant.put("area", "370302");
    granted(grant);

    assertThat(Program.text(program.get(FEED))).contains(ROAD).doesNotContain(TOWN);
  }

  @Test
  void twoReadersCannotJoinWhatTheyHoldUnlessTheKeyIsGrantedUnmasked() {
    granted(grant(Map.of("name", "default")));
    String pseudonym = Program.text(program.get(FEED + "?limit=1"));
    callers();
    granted(grant(Map.of("name", "default", "key", "none")));
    String plain = Program.text(program.get(FEED + "?limit=1"));

    assertThat(plain).contains("\"key\":\"" + ResidentEntries.key(1) + "\"");
    assertThat(pseudonym).doesNotContain(ResidentEntries.key(1).toString());
  }

  @Test
  void readingEndsAtOnceWithTheGrantAndAnotherGrantBeginsAnew() {
    String id = granted(grant(Map.of("name", "default")));
    String cursor = program.get(FEED).headers().firstValue("Yilu-Cursor").orElseThrow();

    assertThat(operator.delete("/api/v1/grants/" + id).statusCode()).isEqualTo(204);
    HttpResponse<byte[]> withdrawn = program.get(FEED + "?cursor=" + cursor);
    granted(grant(Map.of("phone", "default")));

    assertProblem(withdrawn, 403, "no-grant");
    assertProblem(program.get(FEED + "?cursor=" + cursor), 410, "grant-changed");
    assertThat(program.get(FEED).statusCode()).isEqualTo(200);
  }

  @Test
  void aReadIsInTheLedger() {
    String id = granted(grant(Map.of("name", "default")));

    program.get(FEED);

    List<LedgerEntry> read = ledger.read(0, 10_000).stream().filter(entry -> entry.by().equals(name)).toList();
    assertThat(read).hasSize(1);
    assertThat(read.getFirst().event()).isEqualTo("feed.read");
    assertThat(read.getFirst().facts().toString()).contains(id, "offered").doesNotContain("王桂兰");
    assertThat(ledger.read(0, 10_000)).anyMatch(
        entry -> entry.event().equals("grant.add") && entry.facts().toString().contains(id));
  }

  @Test
  void aGrantNamesEverythingThatIsWrongWithItAtOnce() {
    Map<String, Object> grant = grant(Map.of("shoeSize", "none", "name", "smudge", "birthDate", "phone"));
    grant.put("from", FIRST.toString());
    grant.put("until", FIRST.minusDays(1).toString());

    HttpResponse<byte[]> answer = operator.post("/api/v1/grants", grant);

    assertProblem(answer, 400, "bad-request");
    assertThat(Program.json(answer).path("detail").asString()).contains("fields.shoeSize", "fields.name",
        "fields.birthDate", "until");
    assertThat(Program.json(answer).path("detailZh").asString()).contains("fields.shoeSize");
  }

  @Test
  void whatIsWithheldUnknownOrTooLongIsNotGranted() {
    Map<String, Object> withheld = grant(Map.of("visitor", "default"));
    withheld.put("dataset", "elder-status");
    Map<String, Object> link = grant(Map.of("device", "default"));
    link.put("dataset", "device-wear");
    Map<String, Object> nobody = grant(Map.of("name", "default"));
    nobody.put("reader", "nobody");
    Map<String, Object> forever = grant(Map.of("name", "default"));
    forever.put("until", "2099-12-31");

    for (Map<String, Object> wrong : List.of(withheld, link, nobody, forever)) {
      assertProblem(operator.post("/api/v1/grants", wrong), 400, "bad-request");
    }
  }

  @Test
  void twoGrantsOfAReaderForADatasetNeverRunOnTheSameDay() {
    granted(grant(Map.of("name", "default")));
    Map<String, Object> past = grant(Map.of("name", "default"));
    past.put("from", FIRST.toString());
    past.put("until", LAST.toString());

    assertProblem(operator.post("/api/v1/grants", grant(Map.of("phone", "default"))), 409, "conflict");
    granted(past);
  }

  @Test
  void aProgramSeesItsOwnGrantsAndChangesNone() {
    String id = granted(grant(Map.of("name", "default")));
    Program other = program;
    callers();

    assertThat(Program.json(other.get("/api/v1/grants")).size()).isEqualTo(1);
    assertThat(Program.json(other.get("/api/v1/grants/" + id)).path("fields").path("name").asString())
        .isEqualTo("default");
    assertThat(Program.json(program.get("/api/v1/grants")).size()).isZero();
    assertThat(program.get("/api/v1/grants/" + id).statusCode()).isEqualTo(404);
    assertProblem(program.delete("/api/v1/grants/" + id), 403, "forbidden");
    assertProblem(program.post("/api/v1/grants", grant(Map.of("name", "none"))), 403, "forbidden");
  }

  private static void assertProblem(HttpResponse<byte[]> answer, int status, String kind) {
    assertThat(answer.statusCode()).as(Program.text(answer)).isEqualTo(status);
    assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
    assertThat(Program.json(answer).path("type").asString()).isEqualTo("urn:yilu:problem:" + kind);
  }
}
