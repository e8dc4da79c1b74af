package cn.yilu.catalogue.intake;

import static org.awaitility.Awaitility.await;

import cn.yilu.catalogue.Catalogue;
import cn.yilu.catalogue.DataDirectory;
import cn.yilu.catalogue.organisation.Caller.Role;
import cn.yilu.catalogue.organisation.TestAccounts;
import cn.yilu.catalogue.postgres.Address;
import cn.yilu.catalogue.postgres.TestDatabase;
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
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The whole service on a real database, started once for all tests that extend this, and asked over real HTTP. */
@SpringBootTest(classes = Catalogue.class, webEnvironment = WebEnvironment.RANDOM_PORT)
abstract class RunningService {
  static final String PASSWORD = "a password for tests";
  /** People by JSON (also a row a line), Avro or CSV. */
  static final String PEOPLE = """
                               mapping: people
                               title: {zh: 人员, en: People}
                               formats:
                                 json: {}
                                 avro: {}
                                 delimited: {}
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
                               """;
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient CLIENT = HttpClient.newHttpClient();
  private static final Map<String, String> TOKENS = new ConcurrentHashMap<>();

  @LocalServerPort
  int port;
  @Autowired
  ApplicationContext application;
  @Autowired
  DataDirectory data;
  @Autowired
  SourceViews views;

  @DynamicPropertySource
  static void settings(DynamicPropertyRegistry settings) throws IOException {
    Address database = TestDatabase.freshAddress();
    Path data = Files.createTempDirectory(Files.createDirectories(Path.of("target", "intake")), "data");
    Files.createDirectories(data.resolve("sources").resolve("mappings"));
    Files.writeString(data.resolve("sources").resolve("mappings").resolve("people.yaml"), PEOPLE);
    settings.add("yilu.data", data::toString);
    settings.add("yilu.postgres.url", database::url);
    settings.add("yilu.postgres.user", database::user);
    settings.add("yilu.postgres.password", database::password);
  }

  /** Token of a person of this role, of organisation {@code town}. */
  String person(Role role) {
    return TOKENS.computeIfAbsent(port + role.name(), name -> {
      String user = role.name().toLowerCase(java.util.Locale.ROOT);
      TestAccounts.add(application, user, role, PASSWORD, false);
      return json(post("/api/v1/logins", "application/json",
          "{\"user\":\"%s\",\"password\":\"%s\"}".formatted(user, PASSWORD), "")).get("token").asString();
    });
  }

  /** Token of a program of organisation {@code town}. */
  String program(String id) {
    String operator = person(Role.OPERATOR);
    return TOKENS.computeIfAbsent(port + "/" + id, name -> {
      post("/api/v1/programs", "application/json",
          "{\"id\":\"%s\",\"organisation\":\"town\",\"name\":{\"zh\":\"程序\",\"en\":\"Program\"}}".formatted(id),
          operator);
      return json(post("/api/v1/programs/" + id + "/tokens", "application/json", "", operator)).get("token").asString();
    });
  }

  /** Drops a source's file and waits until it works. */
  void source(String id, String yaml) {
    try {
      Files.writeString(data.sources().resolve(id + ".yaml"), yaml);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    await().atMost(Duration.ofSeconds(20)).until(() -> views.all().stream()
        .anyMatch(source -> source.getId().equals(id) && source.getTrouble() == null));
  }

  /** A source that the program {@code vendor} may push people to. */
  void peopleBy(String id, String more) {
    source(id, """
               title: {zh: 推送, en: Pushed}
               department: civil
               protocol: push
               mapping: people
               connection: {programs: vendor}
               """ + more);
  }

  HttpResponse<String> get(String path, String token, String... headers) {
    return send(request(path, token, headers).GET());
  }

  HttpResponse<String> post(String path, String type, String body, String token, String... headers) {
    return send(request(path, token, headers).header("Content-Type", type).POST(BodyPublishers.ofString(body)));
  }

  HttpResponse<String> put(String path, String type, String body, String token) {
    return send(request(path, token).header("Content-Type", type).PUT(BodyPublishers.ofString(body)));
  }

  HttpResponse<String> delete(String path, String token) {
    return send(request(path, token).DELETE());
  }

  HttpRequest.Builder request(String path, String token, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
        .timeout(Duration.ofSeconds(60));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    if (headers.length > 0) {
      request.headers(headers);
    }
    return request;
  }

  HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return CLIENT.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  static JsonNode json(HttpResponse<String> response) {
    return JSON.readTree(response.body());
  }
}
