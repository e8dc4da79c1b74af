package cn.yilu.catalogue.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** The four forms in which rows are pushed, and what those are told who push when enough others do. */
class PushFormsTest extends RunningService {
  private static final int AT_ONCE = 8;

  @ParameterizedTest
  @ValueSource(strings = {"application/json", "application/x-ndjson", "text/csv; charset=GB18030", "application/avro"})
  void rowsOfEveryFormAreTakenAndAnsweredOneByOne(String type) throws IOException {
    String source = "form-" + type.replaceAll(";.*|.*[/-]", "");
    peopleBy(source, "");

    HttpResponse<String> answer = send(request("/api/v1/intake/" + source, program("vendor"))
        .header("Content-Type", type).POST(BodyPublishers.ofByteArray(people(type, source))));

    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    JsonNode receipt = json(answer);
    assertThat(receipt.path("rows").valueStream().map(row -> row.path("used").asBoolean()))
        .containsExactly(true, false, true);
    assertThat(receipt.path("rows").path(1).path("findings").path(0).path("rule").asString())
        .isEqualTo("record-id-missing");
    await().atMost(Duration.ofSeconds(20)).until(() -> Objects.equals(views.of(source).getUsed(), 2L));
  }

  @Test
  void whoPushesWhenEnoughOthersDoIsToComeBackLaterAndTheOthersAreTaken() throws IOException {
    peopleBy("crowded", "");
    List<Socket> slow = new ArrayList<>();
    for (int i = 0; i < AT_ONCE; i++) {
      slow.add(begun("crowded", "slow-" + i, "{\"id\":\"slow-" + i + "\",\"name\":\"王桂兰\"}"));
    }

    await().atMost(Duration.ofSeconds(20)).until(() -> push("{\"id\":\"late\"}").statusCode() == 429);
    assertThat(push("{\"id\":\"late\"}").headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 60L);

    for (Socket one : slow) {
      try (one) {
        one.getOutputStream().write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(status(one)).contains(" 200");
      }
    }
    assertThat(push("{\"id\":\"late\",\"name\":\"李四光\"}").statusCode()).isEqualTo(200);
  }

  @Test
  void aPushThatIsSentAgainWhileItIsUnderWayIsToComeBackLaterAndTakenOnce() throws IOException {
    peopleBy("twice", "");
    String body = "{\"id\":\"twice-1\",\"name\":\"王桂兰\"}";
    String first;
    try (Socket slow = begun("twice", "monday", body)) {
      await().atMost(Duration.ofSeconds(20)).until(() -> named(body).statusCode() == 409);
      assertThat(named(body).headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 60L);
      slow.getOutputStream().write("0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      first = status(slow);
    }

    HttpResponse<String> again = named(body);

    assertThat(first).contains(" 200");
    assertThat(again.statusCode()).isEqualTo(200);
    assertThat(json(again).path("used").asInt()).isEqualTo(1);
    assertThat(views.of("twice").getReceived()).isEqualTo(1L);
  }

  private HttpResponse<String> named(String body) {
    return send(request("/api/v1/intake/twice", program("vendor")).header("Content-Type", "application/json")
        .header("Idempotency-Key", "monday").POST(BodyPublishers.ofString(body)));
  }

  private HttpResponse<String> push(String body) {
    return post("/api/v1/intake/crowded", "application/json", body, program("vendor"));
  }

  /** A push of which all was sent but the end. */
  private Socket begun(String source, String name, String body) throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setSoTimeout(60_000);
    String head = """
                  POST /api/v1/intake/%s HTTP/1.1
                  Host: localhost
                  Authorization: Bearer %s
                  Content-Type: application/json
                  Idempotency-Key: %s
                  Transfer-Encoding: chunked

                  """.formatted(source, program("vendor"), name).replace("\n", "\r\n");
    String chunk = Integer.toHexString(body.getBytes(StandardCharsets.UTF_8).length) + "\r\n" + body + "\r\n";
    socket.getOutputStream().write((head + chunk).getBytes(StandardCharsets.UTF_8));
    return socket;
  }

  private static String status(Socket socket) throws IOException {
    return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8)).readLine();
  }

  /** Three people; the one in the middle lacks an id. */
  private static byte[] people(String type, String prefix) throws IOException {
    String first = prefix + "-1";
    String last = prefix + "-3";
    return switch (type) {
      case "application/json" -> "[{\"id\":\"%s\",\"name\":\"王桂兰\"},{\"name\":\"某\"},{\"id\":\"%s\",\"name\":\"李四光\"}]"
          .formatted(first, last).getBytes(StandardCharsets.UTF_8);
      case "application/x-ndjson" ->
        "{\"id\":\"%s\",\"name\":\"王桂兰\"}\n{\"name\":\"某\"}\n{\"id\":\"%s\",\"name\":\"李四光\"}\n"
            .formatted(first, last).getBytes(StandardCharsets.UTF_8);
      case "application/avro" -> avro(first, last);
      default -> "id,idNumber,name,birth\n%s,,王桂兰,\n,,某,\n%s,,李四光,\n".formatted(first, last)
          .getBytes(Charset.forName("GB18030"));
    };
  }

  private static byte[] avro(String first, String last) throws IOException {
    Schema schema = SchemaBuilder.record("Person").fields().optionalString("id").requiredString("name").endRecord();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataFileWriter<GenericRecord> file = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
      file.create(schema, bytes);
      file.append(person(schema, first, "王桂兰"));
      file.append(person(schema, null, "某"));
      file.append(person(schema, last, "李四光"));
    }
    return bytes.toByteArray();
  }

  private static GenericRecord person(Schema schema, @Nullable String id, String name) {
    GenericRecord person = new GenericData.Record(schema);
    person.put("id", id);
    person.put("name", name);
    return person;
  }
}
