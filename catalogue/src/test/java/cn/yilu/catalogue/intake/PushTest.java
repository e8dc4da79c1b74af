package cn.yilu.catalogue.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.yilu.catalogue.Catalogue;
import cn.yilu.catalogue.organisation.Caller.Role;
import cn.yilu.catalogue.organisation.TestAccounts;
import cn.yilu.catalogue.postgres.Address;
import cn.yilu.catalogue.postgres.TestDatabase;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Base64;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Systems that send by themselves, over real HTTP to the whole service. */
@TestInstance(Lifecycle.PER_CLASS)
@SpringBootTest(classes = Catalogue.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@ExtendWith(OutputCaptureExtension.class)
class PushTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String PASSWORD = "a password for tests";
  private static final String HEADING = "RYBH,HH,YHZGX,XM,XB,GMSFHM,CSRQ,SQDM,BDSJ\n";

  @LocalServerPort
  int port;
  @Autowired
  ApplicationContext application;
  @Autowired
  SourceViews sources;
  private final HttpClient client = HttpClient.newHttpClient();
  private String vendor = "";
  private String stranger = "";

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry settings) throws IOException {
    Address database = TestDatabase.freshAddress();
    Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "push")), "data");
    Files.writeString(Files.createDirectories(data.resolve("sources")).resolve("desk.yaml"),
        """
        title: {zh: 前台系统, en: Front desk}
        department: police
        protocol: push
        mapping: registry
        connection: {programs: "vendor, other"}
        """);
    settings.add("yilu.data", data::toString);
    settings.add("yilu.push.largest", () -> "2MB");
    settings.add("yilu.postgres.url", database::url);
    settings.add("yilu.postgres.user", database::user);
    settings.add("yilu.postgres.password", database::password);
  }

  @BeforeAll
  void open() {
    vendor = TestAccounts.program(application, "vendor");
    stranger = TestAccounts.program(application, "stranger");
    TestAccounts.add(application, "operator", Role.OPERATOR, PASSWORD, false);
    await().until(() -> sources.all().stream().anyMatch(source -> source.getId().equals("desk")));
  }

  @Test
  void eachRowIsAnsweredAfterItWasCommitted() {
    long before = received();

    JsonNode answer = good(post("text/csv", csv(HEADING + row(1) + ",H1,02,王桂兰\n" + row(3)), vendor));

    assertThat(answer.path("received").asInt()).isEqualTo(3);
    assertThat(answer.path("used").asInt()).isEqualTo(2);
    assertThat(answer.path("rejected").asInt()).isEqualTo(1);
    assertThat(answer.path("complete").asBoolean()).isTrue();
    JsonNode second = answer.path("rows").valueStream().filter(row -> row.path("row").asInt() == 2).findFirst()
        .orElseThrow();
    assertThat(second.path("used").asBoolean()).isFalse();
    assertThat(second.path("findings").path(0).path("mend").path("zh").asString()).isNotBlank();
    assertThat(received()).isEqualTo(before + 3);
  }

  @Test
  void ofManyRowsTheRefusedOnesAreNamed() {
    String rows = IntStream.range(0, 1_500).mapToObj(i -> i % 100 == 7 ? ",H1,02,某\n" : row(i))
        .collect(Collectors.joining());

    JsonNode answer = good(post("text/csv;charset=UTF-8", csv(HEADING + rows), vendor));

    assertThat(answer.path("received").asInt()).isEqualTo(1_500);
    assertThat(answer.path("complete").asBoolean()).isFalse();
    assertThat(answer.path("rows").valueStream().map(row -> row.path("row").asInt()))
        .containsExactlyElementsOf(IntStream.range(0, 15).map(i -> i * 100 + 8).boxed().toList());
  }

  @Test
  void theSameKeyGivesTheSameAnswerAndAnotherBodyUnderItIsRefused() {
    byte[] body = csv(HEADING + row(11));
    JsonNode first = good(post("text/csv", body, vendor, "Idempotency-Key", "monday"));
    long before = received();

    JsonNode again = good(post("text/csv", body, vendor, "Idempotency-Key", "monday"));
    HttpResponse<String> other = post("text/csv", csv(HEADING + row(12)), vendor, "Idempotency-Key", "monday");

    assertThat(again).isEqualTo(first);
    assertThat(received()).isEqualTo(before);
    assertThat(other.statusCode()).isEqualTo(422);
    assertThat(other.body()).contains("urn:yilu:problem:idempotency-key-reused");
  }

  @Test
  void onlyProgramsTheFileNamesMaySend() {
    byte[] body = csv(HEADING + row(21));

    assertThat(post("text/csv", body, "").statusCode()).isEqualTo(401);
    assertThat(post("text/csv", body, stranger).statusCode()).isEqualTo(403);
    assertThat(send("/api/v1/intake/nobody", "text/csv", body, vendor).statusCode()).isEqualTo(404);
  }

  @Test
  void whatCannotBeTakenIsSaidAndNothingIsAFaultOfOurs() throws IOException {
    assertThat(post("text/csv", new byte[0], vendor).statusCode()).isEqualTo(400);
    assertThat(post("image/png", csv("x"), vendor).statusCode()).isEqualTo(415);
    assertThat(post("text/csv;charset=klingon", csv("x"), vendor).statusCode()).isEqualTo(415);
    assertThat(post("text/csv", csv("x"), vendor, "Content-Encoding", "br").statusCode()).isEqualTo(415);
    assertThat(post("text/csv", csv("no gzip"), vendor, "Content-Encoding", "gzip").statusCode()).isEqualTo(400);
    assertThat(post("text/csv", new byte[3 << 20], vendor).statusCode()).isEqualTo(413);
    assertThat(post("text/csv", zipped(new byte[3 << 20]), vendor, "Content-Encoding", "gzip").statusCode())
        .isEqualTo(413);
    assertThat(post("application/json", csv("{\"broken\":"), vendor).statusCode()).isLessThan(500);
  }

  @Test
  void compressedBodiesAreTaken() throws IOException {
    JsonNode answer = good(post("text/csv", zipped(csv(HEADING + row(31))), vendor, "Content-Encoding", "gzip"));

    assertThat(answer.path("used").asInt()).isEqualTo(1);
  }

  @Test
  void aBodyThatUnpacksToFarMoreThanDataDoIsRefusedAndWhatWasTakenBeforeStands() throws IOException {
    good(post("text/csv", csv(HEADING + row(32)), vendor));
    long before = received();
    byte[] bomb = (HEADING + row(33) + " ".repeat(1_800_000)).getBytes(StandardCharsets.UTF_8);

    HttpResponse<String> answer = post("text/csv", zipped(bomb), vendor, "Content-Encoding", "gzip");

    assertThat(answer.statusCode()).isEqualTo(413);
    assertThat(answer.body()).contains("250 倍", "250 times");
    assertThat(received()).isEqualTo(before);
    assertThat(good(post("text/csv", bomb, vendor)).path("used").asInt()).isEqualTo(1);
  }

  @Test
  void whoAsksBeforeSendingIsRefusedWithoutHavingSentTheBody() throws IOException {
    String refused = raw("Authorization: Bearer " + stranger + "\r\nExpect: 100-continue", "");
    String asked = raw("Authorization: Bearer " + vendor + "\r\nExpect: 100-continue", "");

    assertThat(refused).startsWith("HTTP/1.1 403");
    assertThat(asked).startsWith("HTTP/1.1 100");
  }

  @Test
  void ofABodyThatBreaksOffNothingIsTaken(CapturedOutput said) throws IOException {
    long before = received();

    raw("Authorization: Bearer " + vendor, HEADING + row(35));

    assertThat(said.getAll()).doesNotContain("broke off", "processing failed");
    assertThat(good(post("text/csv", csv(HEADING + row(36)), vendor)).path("used").asInt()).isEqualTo(1);
    assertThat(received()).isEqualTo(before + 1);
  }

  /** The first line that comes back when of a megabyte only this was sent. */
  private String raw(String headers, String sent) throws IOException {
    try (Socket socket = new Socket("localhost", port)) {
      socket.setSoTimeout(30_000);
      socket.getOutputStream()
          .write(csv("POST /api/v1/intake/desk HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/csv"
              + "\r\nContent-Length: 1000000\r\n" + headers + "\r\n\r\n" + sent));
      if (!sent.isEmpty()) {
        socket.shutdownOutput();
      }
      return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)).readLine();
    }
  }

  @Test
  void whoPushesReadsWhatItPushed() {
    JsonNode token = good(send("/api/v1/logins", "application/json",
        csv("{\"user\":\"operator\",\"password\":\"" + PASSWORD + "\"}"), ""));
    HttpResponse<String> granted = send("/api/v1/grants", "application/json",
        csv(grant(LocalDate.now(application.getBean(Clock.class)))),
        token.path("token").asString());
    assertThat(granted.statusCode()).as(granted.body()).isEqualTo(201);
    assertThat(granted.headers().firstValue("Yilu-Position")).isPresent();

    String position = post("text/csv", csv(HEADING + row(41)), vendor).headers().firstValue("Yilu-Position")
        .orElseThrow();
    HttpResponse<String> feed = get("/api/v1/feeds/household-registration?limit=10000", "Yilu-After", position);

    assertThat(feed.statusCode()).as(feed.body()).isEqualTo(200);
    assertThat(feed.body()).contains("H00041");
  }

  @Test
  void aPositionNobodyGaveIsABadRequestAndOneOfAnotherLogIsGone() {
    String elsewhere = Base64.getUrlEncoder().encodeToString(csv("another 1 entries=1"));

    assertThat(get("/api/v1/datasets", "Yilu-After", "x").statusCode()).isEqualTo(400);
    assertThat(get("/api/v1/datasets", "Yilu-After", elsewhere).statusCode()).isEqualTo(410);
  }

  private HttpResponse<String> get(String path, String... headers) {
    return client.sendAsync(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
        .header("Authorization", "Bearer " + vendor).headers(headers).build(), BodyHandlers.ofString()).join();
  }

  private long received() {
    return Objects.requireNonNull(sources.of("desk").getReceived());
  }

  private static String grant(LocalDate today) {
    return """
           {"reader": "vendor", "dataset": "household-registration",
            "fields": {"householdNumber": "none"}, "purpose": "核对", "legalBasis": "协议",
            "from": "%s", "until": "%s"}""".formatted(today, today.plusYears(1));
  }

  private static String row(int number) {
    return "P%05d,H%05d,02,王某,2,,19430512,370302001001,20250901080000\n".formatted(number, number);
  }

  private static byte[] csv(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] zipped(byte[] plain) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(bytes)) {
      out.write(plain);
    }
    return bytes.toByteArray();
  }

  private HttpResponse<String> post(String type, byte[] body, String token, String... headers) {
    return send("/api/v1/intake/desk", type, body, token, headers);
  }

  private HttpResponse<String> send(String path, String type, byte[] body, String token, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
        .header("Content-Type", type).POST(BodyPublishers.ofByteArray(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.sendAsync(request.build(), BodyHandlers.ofString()).join();
  }

  private static JsonNode good(HttpResponse<String> response) {
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body());
  }
}
