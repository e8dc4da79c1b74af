package cn.yilu.catalogue.intake;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.organisation.Caller.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.test.context.TestPropertySource;
import org.yaml.snakeyaml.Yaml;

/**
 * Every operation of the HTTP contract and every page, asked by an operator and by nobody with whatever should not stand
 * where it stands. On a service of its own, as it may change anything.
 */
@ExtendWith(OutputCaptureExtension.class)
@TestPropertySource(properties = "tests.alone=hostile requests")
class HostileRequestsTest extends RunningService {
  private static final int EACH = 20;
  private static final Set<String> METHODS = Set.of("get", "post", "put", "delete");
  private static final List<String> PAGES = List.of("/", "/datasets", "/datasets/resident", "/sources", "/duplicates",
      "/rules", "/docs", "/login", "/suggest", "/mappings/try", "/sources/x/rejections", "/sources/x/findings",
      "/sources/x/rewind", "/error");
  private static final List<String> WORDS = List.of("", "0", "-1", "1", "9223372036854775808", "NaN", "null", "true",
      "*",
      "'\"<>", "../../etc/passwd", "a".repeat(300), "a".repeat(9000), "{}", "[]", "resident", "latest", "2026-02-30",
      "1e400", "١٢٣", "䶮𠮷", "a/b", "a;b=c", "%", "\u0000", "\r\nX: y");
  private static final List<String> QUERIES = List.of("=", "%", "x=%zz", "x=%ff", "&&&", "q=" + "a".repeat(3000),
      "limit=-1", "limit=99999999999", "cursor=AAAA", "before=x", "since=today", "rule=%00", "lang=xx", "page=0",
      "theme=",
      "provider=&theme=+", "shareType=");
  private static final List<String> TYPES = List.of("application/json", "application/json; charset=gbk", "text/csv",
      "application/x-ndjson", "application/xml", "multipart/form-data; boundary=x", "application/avro", "junk",
      "application/x-www-form-urlencoded", "application/sparql-query", "text/plain", "application/octet-stream");
  private static final List<String> BODIES = List.of("", "{", "[", "null", "\"\"", "0", "{\"id\":", "{\"id\":[[1]]}",
      "{\"id\":null,\"name\":{\"zh\":7}}", "[".repeat(20_000), "{\"a\":".repeat(5_000), "a: &a [*a]", "\u0000\u00ff",
      "mapping: x\nformats: {json: {}}\n", "SELECT * {?s ?p ?o}", "x=%zz", "--x\r\n\r\n", "a,b\n1,2\n");
  private static final List<String> ACCEPTED = List.of("*/*", "text/html", "application/json", "junk", ",,,",
      "application/*;q=abc", "text/turtle;q=0", "application/avro", "a".repeat(500));

  private final Random random = new Random(20_261_123);

  @Test
  void noRequestHoweverWrongIsAFaultOfOurs(CapturedOutput said) throws IOException {
    String operator = person(Role.OPERATOR);
    Map<String, String> faults = new LinkedHashMap<>();
    for (String operation : operations()) {
      for (int i = 0; i < EACH; i++) {
        String request = request(operation, random.nextInt(8) == 0 ? "" : operator);
        String answer = answer(request);
        if (!answer.matches("HTTP/1.1 [1-4]\\d\\d.*")) {
          faults.putIfAbsent(operation, answer + " to " + request.lines().findFirst().orElse(""));
        }
      }
    }

    assertThat(faults).isEmpty();
    assertThat(said.toString()).doesNotContain("request failed unexpectedly", "threw exception");
  }

  /** Well-formed, and yet nothing that can be meant. */
  @ParameterizedTest
  @ValueSource(strings = {
      "POST /api/v1/logins {'user': 'a\\u0000b', 'password': 'a password'}",
      "POST /api/v1/organisations {'id': 'nul', 'name': {'zh': 'a\\u0000', 'en': 'b'}}",
      "POST /api/v1/grants {'reader': 'x', 'dataset': 'resident', 'fields': {'name': 'none'}, 'area': '370302',"
          + " 'purpose': 'a\\u0000', 'legalBasis': 'b', 'from': '2026-01-01', 'until': '2026-12-31'}",
      "POST /api/v1/grants {'reader': 'x', 'dataset': 'resident', 'fields': {'name': 'none'}, 'area': '370302',"
          + " 'purpose': 'a', 'legalBasis': 'b', 'from': '+999999999-01-01', 'until': '+999999999-12-31'}",
      "POST /api/v1/grants {'reader': 'x', 'dataset': 'resident', 'fields': {'name': 'none'}, 'area': '3703020',"
          + " 'purpose': 'a', 'legalBasis': 'b', 'from': '2026-01-01', 'until': '2026-12-31'}"})
  void wellFormedNonsenseIsRefused(String request) throws IOException {
    String[] parts = request.split(" ", 3);
    String body = parts[2].replace('\'', '"');

    String answer = answer(parts[0] + " " + parts[1] + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
        + "Authorization: Bearer " + person(Role.OPERATOR) + "\r\nContent-Type: application/json\r\nContent-Length: "
        + body.getBytes(StandardCharsets.UTF_8).length + "\r\n\r\n" + body);

    assertThat(answer).matches("HTTP/1.1 4\\d\\d.*");
  }

  private static List<String> operations() throws IOException {
    List<String> operations = new ArrayList<>(PAGES.stream().map(page -> "GET " + page).toList());
    try (InputStream contract = HostileRequestsTest.class.getResourceAsStream("/openapi.yaml")) {
      Map<String, Map<String, Map<String, Object>>> whole = new Yaml().load(contract);
      Map<String, Map<String, Object>> paths = whole.getOrDefault("paths", Map.of());
      paths.forEach((path, item) -> item.keySet().stream().filter(METHODS::contains)
          .forEach(method -> operations.add(method.toUpperCase(java.util.Locale.ROOT) + " " + path)));
    }
    return operations;
  }

  private String request(String operation, String token) {
    StringBuilder path = new StringBuilder(operation);
    for (int from = path.indexOf("{"); from >= 0; from = path.indexOf("{")) {
      path.replace(from, path.indexOf("}", from) + 1, escaped(any(WORDS)));
    }
    if (random.nextBoolean()) {
      path.append('?')
          .append(random.nextBoolean()
              ? any(QUERIES)
              : "limit=" + escaped(any(WORDS)) + "&q=" + escaped(any(
                  WORDS)));
    }
    StringBuilder request = new StringBuilder(path).append(" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
    if (!token.isEmpty()) {
      request.append("Authorization: Bearer ").append(token).append("\r\n");
    }
    if (random.nextBoolean()) {
      request.append("Accept: ").append(any(ACCEPTED)).append("\r\n");
    }
    if (random.nextInt(8) == 0) {
      request.append("Content-Encoding: gzip\r\n");
    }
    String body = operation.startsWith("GET") ? "" : any(BODIES);
    request.append("Content-Type: ").append(any(TYPES)).append("\r\n");
    request.append("Content-Length: ").append(body.getBytes(StandardCharsets.UTF_8).length).append("\r\n\r\n");
    return request.append(body).toString();
  }

  private String any(List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }

  /** With a percent code for every byte, so that only the service, not the container, has to understand it. */
  private static String escaped(String word) {
    StringBuilder escaped = new StringBuilder();
    for (byte b : word.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = Character.isLetterOrDigit(b) && b > 0;
      escaped.append(plain ? String.valueOf((char) b) : "%%%02x".formatted(b));
    }
    return escaped.toString();
  }

  /** The first line of the answer. */
  private String answer(String request) throws IOException {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
      ByteArrayOutputStream line = new ByteArrayOutputStream();
      for (int b = socket.getInputStream().read(); b >= 0 && b != '\r'; b = socket.getInputStream().read()) {
        line.write(b);
      }
      return line.toString(StandardCharsets.UTF_8);
    }
  }
}
