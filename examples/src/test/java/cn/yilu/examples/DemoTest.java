package cn.yilu.examples;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.examples.process.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The whole demo in its own processes, seen from outside: over HTTP with the tokens of its own file. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
@Timeout(600)
class DemoTest {
  private static final String ALL = "/api/v1/feeds/resident?limit=10000";
  private static final String COMMUNITY = "370302001001";
  private static final List<String> SOURCES = List.of("registry", "registry-station", "health-mllp", "health-fhir",
      "property-files",
      "property-rest", "property-xls", "elder-xml", "elder-soap", "elder-mqtt", "grid-events",
      "facility-kafka", "civil-affairs", "housekeeping", "health-bulk", "elder-mqtt3", "market-register", "grid-list");
  private RunningDemo demo;

  @BeforeAll
  void start(@TempDir Path data) throws Exception {
    demo = RunningDemo.start(data, Ports.anyFree(), "--residents=300", "--seed=3");
    demo.await("everything about 王桂兰", () -> wang().contains("\"claims\":4"));
  }

  @AfterAll
  void end() {
    demo.close();
  }

  @Test
  @Order(1)
  void wangGuilanIsOneResidentOfFourClaimsAndItIsSaidWhoSaidSo() throws Exception {
    assertThat(wang()).contains("\"name\":\"王桂兰\"", "\"sex\":\"2\"", "\"birthDate\":\"1943-05-12\"",
        "\"residentId\":\"370302********986X\"", "\"source\":\"registry\"", "\"source\":\"property-files\"");
  }

  @Test
  @Order(2)
  void aGrantWithoutIdNumberNeverShowsOneAndMasksNameAndPhone() throws Exception {
    String feed = demo.get(ALL, "meal-service").body();

    assertThat(feed).isNotBlank().doesNotContain("residentId", "王桂兰", "13800000000").contains("王**", "138****0000");
    assertThat(withoutKeys(feed)).doesNotContainPattern("\\D\\d{17}[0-9Xx]\\D");
    assertThat(demo.get("/api/v1/feeds/elder-status?limit=10000", "meal-service").body())
        .contains("\"livingAlone\":true")
        .doesNotContain("residentId", "13800000000");
  }

  /** Without what is hexadecimal digits by its nature, of which eighteen in a row may happen to be decimal ones. */
  private static String withoutKeys(String feed) {
    return feed.replaceAll("\"[0-9a-f]{32,64}\"", "\"\"");
  }

  @Test
  @Order(3)
  void aGrantOfOneCommunityShowsNobodyElse() throws Exception {
    List<String> lines = demo.get(ALL, "town-office").body().lines().filter(l -> l.contains("\"op\":\"upsert\""))
        .toList();

    assertThat(lines).isNotEmpty().allMatch(line -> line.contains("\"grid\":\"" + COMMUNITY));
  }

  @Test
  @Order(4)
  void aProgramWithoutGrantIsToldSoAndAStrangerHasToSayWhoTheyAre() throws Exception {
    assertThat(demo.get(ALL, "newcomer").statusCode()).isEqualTo(403);
    assertThat(demo.get(ALL, "newcomer").body()).contains("urn:yilu:problem:no-grant");
    assertThat(demo.getAnonymously(ALL).statusCode()).isEqualTo(401);
  }

  @Test
  @Order(5)
  void searchFindsTheDatasetsByChineseWords() throws Exception {
    assertThat(demo.firstHit("养老")).isEqualTo("elder-status");
    assertThat(demo.firstHit("独居老人")).isEqualTo("elder-status");
    assertThat(demo.firstHit("户籍")).isEqualTo("household-registration");
    for (String word : List.of("残疾", "高龄津贴", "留守儿童")) {
      assertThat(demo.firstHit(word)).isEqualTo("status");
    }
    assertThat(demo.firstHit("证明")).isEqualTo("certificate");
    assertThat(demo.firstHit("家政")).isEqualTo("service-record");
    assertThat(demo.firstHit("住户")).isEqualTo("household");
    assertThat(demo.firstHit("企业")).isEqualTo("organisation");
    assertThat(demo.firstHit("法人")).isEqualTo("organisation");
    assertThat(demo.firstHit("网格清单")).isEqualTo("grid");
  }

  @Test
  @Order(6)
  void rowsThatCouldNotBeUsedAreListedWithReasons() throws Exception {
    demo.await("a rejected row",
        () -> demo.asOperator("/api/v1/sources/property-files/rejections").contains("\"rule\""));

    assertThat(demo.asOperator("/api/v1/sources/property-files/rejections")).contains("\"mend\"", "\"row\"");
  }

  @Test
  @Order(7)
  void everySystemDeliversAndWangGuilanIsStillOneResidentOfFourClaims() throws Exception {
    for (String source : SOURCES) {
      demo.await("rows of " + source, () -> demo.figure("/api/v1/sources/" + source, "used") > 0);
    }

    demo.await("second health files to be merged", () -> demo.getAnonymously("/actuator/prometheus").body().lines()
        .anyMatch(line -> line.matches("yilu_merge_links\\{.*dataset=\"resident\".*} [1-9].*")));
    assertThat(wang()).contains("\"claims\":4");
    assertThat(demo.property("push.grid-events")).endsWith("/api/v1/intake/grid-events");
    assertThat(demo.property("fhir.url")).startsWith("http://127.0.0.1:");
    assertThat(demo.property("sftp.url")).startsWith("sftp://yilu:");
    assertThat(demo.property("soap.url")).startsWith("http://127.0.0.1:");
  }

  @Test
  @Order(8)
  void whatAnotherProgramWritesToTheTownsKafkaIsReadByWhoMayReadIt() throws Exception {
    Map<String, Object> broker = Map.of("bootstrap.servers", demo.property("kafka.bootstrap"));
    String state = """
                   {"sn":"DT-9","cat":"DT","nm":"老年食堂电梯","st":2,"ts":%d,"sq":"%s","wg":"%s001"}
                   """.formatted(System.currentTimeMillis(), COMMUNITY, COMMUNITY);
    try (var producer = new KafkaProducer<>(broker, new StringSerializer(), new StringSerializer())) {
      producer.send(new ProducerRecord<>("facility.state", "DT-9", state)).get();
    }

    demo.await("the lift", () -> devices().contains("老年食堂电梯"));

    assertThat(devices()).contains("\"deviceKind\":\"lift\"", "\"state\":\"fault\"", "\"source\":\"facility-kafka\"");
    assertThat(devices().lines()).allMatch(line -> line.contains("\"grid\":\"" + COMMUNITY));
  }

  @Test
  @Order(9)
  void aKilledServiceComesBackWithTheSameRecords() throws Exception {
    List<String> before = demo.get(ALL, "town-office").body().lines().toList();
    long killed = demo.killService();
    demo.await("the service again", () -> demo.service() != killed && demo.isReady());

    List<String> after = demo.get(ALL, "town-office").body().lines().toList();

    assertThat(after).startsWith(before.toArray(String[]::new));
  }

  @Test
  @Order(10)
  void whatTheBureausDeskEntersAndDeletesIsFollowed() throws Exception {
    String database = demo.property("registry.jdbc").replace("/registry?", "/civil?");
    try (Connection clerk = DriverManager.getConnection(database); Statement desk = clerk.createStatement()) {
      desk.execute("insert into mz_ryzt (sfzh, xm, ztlb, rdrq, sqdm, wgdm) values ('37030219430512986X', '王桂兰', '31',"
          + " '2025-03-01', '370302001001', '370302001001001')");
      demo.await("her disability", () -> lastStatus().contains("\"statusKind\":\"disabled\""));
      assertThat(lastStatus()).contains("\"op\":\"upsert\"", "\"decidedOn\":\"2025-03-01\"");

      desk.execute("delete from mz_ryzt where sfzh = '37030219430512986X' and ztlb = '31'");

      demo.await("its withdrawal", () -> lastStatus().contains("\"op\":\"delete\""));
    }
  }

  @Test
  @Order(11)
  void whatDisappearsFromATableThatIsReadAsAWholeIsWithdrawn() throws Exception {
    String company = "91370302MA0000031A";
    demo.await("the company", () -> lastOrganisation(company).contains("\"op\":\"upsert\""));
    String key = lastOrganisation(company).replaceFirst(".*\"key\":\"([^\"]+)\".*", "$1");

    String database = demo.property("registry.jdbc").replace("/registry?", "/market?");
    try (Connection clerk = DriverManager.getConnection(database); Statement counter = clerk.createStatement()) {
      counter.execute("delete from scjg_frxx where tyshxydm = '" + company + "'");
    }

    demo.await("its withdrawal", () -> lastOrganisation(key).contains("\"op\":\"delete\""));
    assertThat(demo.get("/api/v1/feeds/grid?limit=1000", "town-office").body()).contains("城里社区第1网格");
    assertThat(demo.get("/api/v1/feeds/household?limit=1000", "town-office").body()).contains("A001");
  }

  @Test
  @Order(12)
  void whenTheDemoIsToldToEndNothingOfItIsLeft() throws Exception {
    List<ProcessHandle> processes = demo.processes();
    assertThat(processes).hasSizeGreaterThanOrEqualTo(6);

    demo.close();

    assertThat(processes).noneMatch(ProcessHandle::isAlive);
    assertThat(demo.file()).doesNotExist();
  }

  private String lastStatus() throws IOException, InterruptedException {
    return demo.get("/api/v1/feeds/status?limit=10000", "town-office").body().lines().reduce("",
        (older, newer) -> newer);
  }

  private String lastOrganisation(String holding) throws IOException, InterruptedException {
    return demo.get("/api/v1/feeds/organisation?limit=10000", "town-office").body().lines()
        .filter(line -> line.contains(holding)).reduce("", (older, newer) -> newer);
  }

  private String devices() throws IOException, InterruptedException {
    return demo.get("/api/v1/feeds/device?limit=10000", "town-office").body();
  }

  /** The newest line about her that the town office gets; empty before there is one. */
  private String wang() throws IOException, InterruptedException {
    return demo.get(ALL, "town-office").body().lines().filter(l -> l.contains("370302********986X"))
        .reduce("", (older, newer) -> newer);
  }
}
