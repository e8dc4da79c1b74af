package cn.yilu.catalogue.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.yilu.catalogue.organisation.Caller.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Health files merged by their system, from the HL7 messages to what readers are told. */
class HealthFilesTest extends RunningService {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String OLD = "37030200191000777";
  private static final String NEW = "37030200101000777";
  private static final String ID = "370302195102039826";

  @Test
  void twoFilesThatAreMergedBecomeOnePersonAndReadersOfAnAreaAreToldThatTheOtherEnded() throws Exception {
    int port = health();
    try (Sender hospital = await().atMost(Duration.ofSeconds(30)).ignoreExceptions()
        .until(() -> new Sender(port), Objects::nonNull)) {
      assertThat(hospital.send(message("A04", "M1", person(NEW + "^^^HF~" + ID + "^^^MPS", "欧阳^明珠")))).isEqualTo("AA");
      assertThat(hospital.send(message("A04", "M2", person(OLD + "^^^HF", "欧阳^明珠")))).isEqualTo("AA");
      seenInGrid(OLD);
      String everywhere = reader("everywhere", "");
      String street = reader("street", "\"area\":\"370302001\",");
      await().atMost(Duration.ofSeconds(30)).until(() -> claims(everywhere).equals(Set.of(1, 2)));
      String old = current(street).keySet().iterator().next();
      String cursor = cursor(street);

      assertThat(hospital.send(merge("M3"))).isEqualTo("AA");
      HttpResponse<String> written = post("/api/v1/intake/visits", "application/json", "[]", program("vendor"));
      String position = written.headers().firstValue("Yilu-Position").orElseThrow();
      get("/api/v1/feeds/resident", everywhere, "Yilu-After", position);

      assertThat(claims(everywhere)).containsExactly(3);

      JsonNode one = current(everywhere).values().iterator().next();
      assertThat(one.path("record").path("residentId").asString()).isEqualTo(ID);
      assertThat(lines(street, cursor)).extracting(line -> line.path("op").asString() + line.path("key").asString())
          .containsExactlyInAnyOrder("delete" + old, "upsert" + one.path("key").asString());

      int before = lines(everywhere, "").size();
      assertThat(hospital.send(merge("M4"))).isEqualTo("AA");
      await().atMost(Duration.ofSeconds(30))
          .until(() -> Objects.equals(views.of("hospital").getUsed(), 4L) && settled());
      assertThat(lines(everywhere, "")).hasSize(before);

      assertThat(hospital.send(message("A40", "M5", person(NEW + "^^^HF", "欧阳^明珠")))).isEqualTo("AA");
      await().atMost(Duration.ofSeconds(30)).until(() -> Objects.equals(views.of("hospital").getRejected(), 1L));
      assertThat(get("/api/v1/sources/hospital/rejections", person(Role.OPERATOR)).body())
          .contains("record-id-missing", "MRG-1");
    }
  }

  private boolean settled() {
    return Objects.equals(views.of("hospital").getLag(), 0L);
  }

  private int health() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    source("hospital", """
                       title: {zh: 医院, en: Hospital}
                       department: health
                       protocol: mllp
                       mapping: health-mllp
                       connection: {host: 127.0.0.1, port: %d}
                       """.formatted(port));
    return port;
  }

  /** A system that knows somebody by the health file alone, and the grid. */
  private void seenInGrid(String file) throws IOException {
    Files.writeString(data.sources().resolve("mappings").resolve("visits.yaml"),
        """
        mapping: visits
        title: {zh: 家庭医生, en: Family doctors}
        formats:
          json: {}
        record: file
        identifiers:
          healthFileNumber: {from: file, convert: digits, length: 17}
        targets:
          - dataset: resident
            fields:
              grid: {from: grid, convert: division, length: 15}
        """);
    source("visits", """
                     title: {zh: 家庭医生, en: Family doctors}
                     department: health
                     protocol: push
                     mapping: visits
                     connection: {programs: vendor}
                     """);
    HttpResponse<String> pushed = post("/api/v1/intake/visits", "application/json",
        "{\"file\":\"%s\",\"grid\":\"370302001001001\"}".formatted(file), program("vendor"));
    assertThat(pushed.statusCode()).as(pushed.body()).isEqualTo(200);
  }

  private String reader(String id, String area) {
    String token = program(id);
    LocalDate today = LocalDate.now(java.time.ZoneOffset.UTC);
    HttpResponse<String> granted = post("/api/v1/grants", "application/json",
        """
        {"reader":"%s","dataset":"resident","fields":{"residentId":"none","name":"none","grid":"none","key":"none"},%s
         "purpose":"慢病随访","legalBasis":"第九条","from":"%s","until":"%s"}
        """.formatted(id, area, today.minusDays(2), today.plusDays(30)), person(Role.OPERATOR));
    assertThat(granted.statusCode()).as(granted.body()).isEqualTo(201);
    return token;
  }

  /** How many claims stand behind the records a reader holds. */
  private Set<Integer> claims(String token) {
    return current(token).values().stream().map(line -> line.path("claims").asInt()).collect(Collectors.toSet());
  }

  /** What a reader holds of the person, by key. */
  private Map<String, JsonNode> current(String token) {
    Map<String, JsonNode> held = new HashMap<>();
    for (JsonNode line : lines(token, "")) {
      String key = line.path("key").asString();
      if (line.path("op").asString().equals("delete")) {
        held.remove(key);
      } else if (line.path("record").path("name").asString("").equals("欧阳明珠")) {
        held.put(key, line);
      }
    }
    return held;
  }

  /** Every line behind a cursor, or from the start: other tests deliver residents too, more than a page of them. */
  private List<JsonNode> lines(String token, String cursor) {
    List<JsonNode> lines = new ArrayList<>();
    read(token, cursor, lines);
    return lines;
  }

  /** The cursor behind everything there is. */
  private String cursor(String token) {
    return read(token, "", new ArrayList<>());
  }

  private String read(String token, String from, List<JsonNode> lines) {
    String cursor = from;
    HttpResponse<String> page;
    do {
      page = get("/api/v1/feeds/resident?limit=1000" + (cursor.isEmpty() ? "" : "&cursor=" + cursor), token,
          "Accept", "application/x-ndjson");
      assertThat(page.statusCode()).as(page.body()).isEqualTo(200);
      page.body().lines().forEach(line -> lines.add(JSON.readTree(line)));
      cursor = page.headers().firstValue("Yilu-Cursor").orElseThrow();
    } while (!page.body().isEmpty());
    return cursor;
  }

  private static String person(String identifiers, String name) {
    return "PID|1||" + identifiers + "||" + name + "||19510203|F\r";
  }

  private static String merge(String control) {
    return message("A40", control, person(NEW + "^^^HF~" + ID + "^^^MPS", "欧阳^明珠") + "MRG|" + OLD + "^^^HF\r");
  }

  private static String message(String event, String control, String segments) {
    return "MSH|^~\\&|HIS|ZCWJ|YILU|ZC|20250901093000||ADT^" + event + "|" + control
        + "|P|2.5||||||UNICODE UTF-8\r"
        + "EVN|" + event + "|20250901093000\r" + segments;
  }

  /** A hospital's end of the line. */
  private static final class Sender implements AutoCloseable {
    private final Socket socket;

    Sender(int port) throws IOException {
      socket = new Socket(InetAddress.getLoopbackAddress(), port);
      socket.setSoTimeout(60_000);
    }

    /** Sends a message and gives the code of its acknowledgement. */
    String send(String message) {
      try {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(0x0B);
        frame.writeBytes(message.getBytes(StandardCharsets.UTF_8));
        frame.write(0x1C);
        frame.write('\r');
        socket.getOutputStream().write(frame.toByteArray());
        String answer = answer();
        return answer.substring(answer.indexOf("MSA|") + 4, answer.indexOf("MSA|") + 6);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    private String answer() throws IOException {
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      for (int b = socket.getInputStream().read(); b != 0x1C && b >= 0; b = socket.getInputStream().read()) {
        answer.write(b);
      }
      socket.getInputStream().read();
      return answer.toString(StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
      socket.close();
    }
  }
}
