package cn.yilu.catalogue.duplicate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.yilu.catalogue.intake.SourceViews;
import cn.yilu.catalogue.organisation.Caller.Role;
import cn.yilu.catalogue.organisation.TestAccounts;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Two departments that push residents with all their dirt, and people who decide on what comes of it. */
public final class DirtyTown {
  public static final String WANG = "37030219430512986X";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String MAPPING = """
                                        mapping: people
                                        title: {zh: 人员, en: People}
                                        formats: {json: {}}
                                        record: id
                                        values:
                                          number: {from: idNumber, convert: resident-id}
                                        identifiers:
                                          residentId: {value: number}
                                        targets:
                                          - dataset: resident
                                            fields:
                                              residentId: {value: number}
                                              name: {from: name, convert: name}
                                              birthDate: birth
                                              residenceAddress: home
                                              phone: {from: phone, convert: phone}
                                              sex: sex
                                              grid: grid
                                        """;
  private static final String SOURCE = """
                                       title: {zh: %s, en: %s}
                                       department: %s
                                       protocol: push
                                       mapping: people
                                       connection: {programs: vendor}
                                       """;

  private final HttpClient client = HttpClient.newHttpClient();
  private final String base;
  private final String vendor;

  public final String operator;
  public final String officer;
  public final String police;

  private DirtyTown(int port, String vendor, String operator, String officer, String police) {
    base = "http://localhost:" + port;
    this.vendor = vendor;
    this.operator = operator;
    this.officer = officer;
    this.police = police;
  }

  /** Puts the sources into the folder of sources. */
  public static void found(Path folder) throws IOException {
    Files.writeString(Files.createDirectories(folder.resolve("mappings")).resolve("people.yaml"), MAPPING);
    Files.writeString(folder.resolve("police-desk.yaml"), SOURCE.formatted("派出所窗口", "Police desk", "police"));
    Files.writeString(folder.resolve("care-desk.yaml"), SOURCE.formatted("养老服务窗口", "Care desk", "civil"));
  }

  /** Gives people accounts, and waits for the sources. */
  public static DirtyTown open(ApplicationContext application, int port) {
    String vendor = TestAccounts.program(application, "vendor");
    TestAccounts.add(application, "clerk", Role.OPERATOR, "a password for tests", false);
    TestAccounts.add(application, "stranger", Role.OFFICER, "a password for tests", false);
    TestAccounts.add(application, "constable", "police", Role.OFFICER, "a password for tests");
    SourceViews sources = application.getBean(SourceViews.class);
    await().atMost(Duration.ofSeconds(30)).until(() -> sources.all().stream()
        .filter(source -> source.getId().endsWith("-desk") && source.getTrouble() == null).count() == 2);
    return new DirtyTown(port, vendor, TestAccounts.login(application, "clerk"),
        TestAccounts.login(application, "stranger"), TestAccounts.login(application, "constable"));
  }

  /** A person as a department writes them; an empty text is not stated. */
  public String state(String source, String id, String number, String name, String birth, String home) {
    return state(source, id, number, name, birth, home, "");
  }

  /** A person of a grid. */
  public String state(String source, String id, String number, String name, String birth, String home, String grid) {
    String row = JSON.writeValueAsString(Stream.of(new String[][]{{"id", id}, {"idNumber", number}, {"name", name},
        {"birth", birth}, {"home", home}, {"phone", "13800000000"}, {"sex", "2"}, {"grid", grid}})
        .filter(each -> !each[1].isEmpty())
        .collect(java.util.stream.Collectors.toMap(each -> each[0], each -> each[1])));
    HttpResponse<String> answer = send("POST", "/api/v1/intake/" + source, row, vendor);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    assertThat(JSON.readTree(answer.body()).path("used").asInt()).as(answer.body()).isEqualTo(1);
    return answer.headers().firstValue("Yilu-Position").orElseThrow();
  }

  public HttpResponse<String> send(String method, String path, String body, String token, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30))
        .method(method, BodyPublishers.ofString(body)).header("Content-Type", "application/json")
        .header("Authorization", "Bearer " + token);
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return client.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** What the operator reads once this position is reflected. */
  public JsonNode read(String path, String after) {
    HttpResponse<String> answer = send("GET", path, "", operator, "Yilu-After", after);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    return json(answer);
  }

  static JsonNode json(HttpResponse<String> answer) {
    return JSON.readTree(answer.body());
  }

  /** The candidate on a list that is about somebody of this name. */
  JsonNode about(JsonNode list, String name, String at) {
    return list.path("candidates").valueStream()
        .filter(each -> read("/api/v1/duplicates/" + each.path("id").asString(), at).toString().contains(name))
        .findFirst().orElseThrow();
  }

  /** Decides, and gives the position after it. */
  public String decide(JsonNode candidate, String verdict) {
    HttpResponse<String> answer = send("POST", "/api/v1/duplicates/" + candidate.path("id").asString() + "/decision",
        "{\"verdict\":\"%s\",\"reason\":\"电话核实\"}".formatted(verdict), operator);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    return answer.headers().firstValue("Yilu-Position").orElseThrow();
  }

  public String undo(JsonNode candidate) {
    HttpResponse<String> answer = send("DELETE",
        "/api/v1/duplicates/" + candidate.path("id").asString() + "/decision", "", operator);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(204);
    return answer.headers().firstValue("Yilu-Position").orElseThrow();
  }
}
