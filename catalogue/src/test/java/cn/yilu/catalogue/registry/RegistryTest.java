package cn.yilu.catalogue.registry;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.InstanceOfAssertFactories.COLLECTION;
import static org.assertj.core.api.InstanceOfAssertFactories.LIST;

import cn.yilu.catalogue.organisation.Caller.Role;
import cn.yilu.catalogue.organisation.TestAccounts;
import cn.yilu.catalogue.registry.OtherClient.Refused;
import cn.yilu.schemas.Releases;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.test.annotation.DirtiesContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(classes = RegistryApp.class, webEnvironment = WebEnvironment.RANDOM_PORT, properties = "management.endpoint.health.validate-group-membership=false")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@DirtiesContext
class RegistryTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final String MEAL = "{\"type\":\"record\",\"name\":\"Meal\",\"namespace\":\"town\",\"fields\":[{\"name\":\"dish\",\"type\":\"string\"}]}";
  private static final String MEAL_WITH_PRICE = MEAL.replace("]}",
      ",{\"name\":\"price\",\"type\":\"double\",\"default\":0.0}]}");
  private static final String MEAL_WITH_COOK = MEAL.replace("]}", ",{\"name\":\"cook\",\"type\":\"string\"}]}");
  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  @LocalServerPort
  int port;
  @Autowired
  ApplicationContext application;
  @Autowired
  JdbcClient jdbc;
  @Autowired
  SchemaRegistry registry;
  private String program = "";
  private String operator = "";
  private String auditor = "";

  @BeforeAll
  void accounts() {
    TestAccounts.add(application, "op", Role.OPERATOR, "a long password", false);
    TestAccounts.add(application, "aud", Role.AUDITOR, "a long password", false);
    program = TestAccounts.program(application, "kitchen");
    operator = TestAccounts.login(application, "op");
    auditor = TestAccounts.login(application, "aud");
  }

  @BeforeEach
  void nothingButReleases() {
    jdbc.sql("delete from registry_version where not starts_with(subject, 'cn.yilu.')").update();
    jdbc.sql("delete from registry_subject where not released").update();
    jdbc.sql("delete from registry_level").update();
  }

  private OtherClient client() {
    return client(Map.of("bearer.auth.credentials.source", "STATIC_TOKEN", "bearer.auth.token", operator));
  }

  private OtherClient client(Map<String, String> settings) {
    return new OtherClient("http://localhost:" + port + "/api/v1/registry", settings);
  }

  @Test
  void aClientOfOthersRegistersAndReadsBack() {
    int id = (int) client().call("register", "meals-value", OtherClient.schema(MEAL));

    Object read = client().call("getSchemaById", id);
    assertThat(OtherClient.get(read, "canonicalString")).isEqualTo(MEAL);
    assertThat((int) client().call("getId", "meals-value", OtherClient.schema(MEAL))).isEqualTo(id);
    assertThat((int) client().call("getVersion", "meals-value", OtherClient.schema(MEAL))).isEqualTo(1);
    assertThat(client().call("getAllVersions", "meals-value")).isEqualTo(List.of(1));
    Object latest = client().call("getLatestSchemaMetadata", "meals-value");
    assertThat(OtherClient.get(latest, "getId")).isEqualTo(id);
    assertThat(OtherClient.get(latest, "getSchema")).isEqualTo(MEAL);
  }

  @Test
  void aClientThatKnowsUserAndPasswordOnlySendsTheTokenAsPassword() {
    OtherClient basic = client(Map.of("basic.auth.credentials.source", "USER_INFO", "basic.auth.user.info",
        "kitchen:" + program));

    assertThat(basic.call("getAllSubjects")).asInstanceOf(COLLECTION).contains("cn.yilu.shared.Resident");
  }

  @Test
  void aClientOfOthersIsToldWhatMayFollow() {
    client().call("register", "meals-value", OtherClient.schema(MEAL));

    assertThat((boolean) client().call("testCompatibility", "meals-value", OtherClient.schema(MEAL_WITH_PRICE)))
        .isTrue();
    assertThat((boolean) client().call("testCompatibility", "meals-value", OtherClient.schema(MEAL_WITH_COOK)))
        .isFalse();
    assertThat(client().call("testCompatibilityVerbose", "meals-value",
        OtherClient.schema(MEAL_WITH_COOK))).asInstanceOf(LIST).singleElement().asString()
        .contains("/cook", "no default");
    assertThat(refused(() -> client().call("register", "meals-value", OtherClient.schema(MEAL_WITH_COOK))).code())
        .isEqualTo(409);
    assertThat((int) client().call("register", "meals-value", OtherClient.schema(MEAL_WITH_PRICE))).isPositive();
    assertThat(client().call("getAllVersions", "meals-value")).isEqualTo(List.of(1, 2));
  }

  @Test
  void aClientOfOthersChangesTheLevelOfASubject() {
    client().call("register", "meals-value", OtherClient.schema(MEAL));

    assertThat(client().call("updateCompatibility", "meals-value", "NONE")).isEqualTo("NONE");
    assertThat(client().call("getCompatibility", "meals-value")).isEqualTo("NONE");
    assertThat((int) client().call("register", "meals-value", OtherClient.schema(MEAL_WITH_COOK))).isPositive();
    client().call("deleteCompatibility", "meals-value");
    assertThat(refused(() -> client().call("getCompatibility", "meals-value")).code()).isEqualTo(40408);
    assertThat(refused(() -> client().call("updateCompatibility", "meals-value", "SIDEWAYS")).code()).isEqualTo(42203);
  }

  @Test
  void aClientOfOthersTakesASubjectBackAndRemovesIt() {
    int id = (int) client().call("register", "meals-value", OtherClient.schema(MEAL));

    assertThat(refused(() -> client().call("deleteSubject", "meals-value", true)).code()).isEqualTo(40405);
    assertThat(client().call("deleteSubject", "meals-value", false)).isEqualTo(List.of(1));
    assertThat(client().call("getAllSubjects")).asInstanceOf(COLLECTION).doesNotContain("meals-value");
    assertThat(client().call("getAllSubjects", true)).asInstanceOf(COLLECTION).contains("meals-value");
    assertThat(refused(() -> client().call("getLatestSchemaMetadata", "meals-value")).code()).isEqualTo(40401);
    assertThat(OtherClient.get(client().call("getSchemaById", id), "canonicalString")).isEqualTo(MEAL);
    assertThat(client().call("deleteSubject", "meals-value", true)).isEqualTo(List.of(1));
    assertThat(refused(() -> client().call("deleteSubject", "meals-value", true)).code()).isEqualTo(40401);
  }

  @Test
  void whatComesWithTheReleaseIsThereUnderItsRecordNameAndCannotBeChanged() {
    String subject = "cn.yilu.shared.Resident";

    Object first = client().call("getSchemaMetadata", subject, 1);
    assertThat(OtherClient.get(first, "getSchema")).asString()
        .isEqualTo(new org.apache.avro.Schema.Parser().parse(Releases.of("resident").getFirst()).toString());
    assertThat(client().call("getMode", subject)).isEqualTo("READONLY");
    assertThat(client().call("getCompatibility", subject)).isEqualTo("FULL_TRANSITIVE");
    assertThat(refused(() -> client().call("register", subject, OtherClient.schema(MEAL))).code()).isEqualTo(42205);
    assertThat(refused(() -> client().call("deleteSubject", subject, false)).code()).isEqualTo(42205);
    assertThat(refused(() -> client().call("updateCompatibility", subject, "NONE")).code()).isEqualTo(42205);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"GET | /subjects/nobody/versions | | 404 | 40401",
      "GET | /subjects/meals/versions/9 | | 404 | 40402", "GET | /subjects/meals/versions/nine | | 422 | 42202",
      "GET | /subjects/meals/versions/0 | | 422 | 42202", "GET | /schemas/ids/999999 | | 404 | 40403",
      "GET | /schemas/ids/x | | 404 | 404", "POST | /subjects/meals | {\"schema\":\"\\\"int\\\"\"} | 404 | 40403",
      "POST | /subjects/nobody | {\"schema\":\"\\\"int\\\"\"} | 404 | 40401",
      "POST | /subjects/meals/versions | {\"schema\":\"nonsense\"} | 422 | 42201",
      "POST | /subjects/meals/versions | {} | 422 | 42201", "POST | /subjects/meals/versions | [ | 400 | 400",
      "POST | /subjects/meals/versions | {\"schema\":\"{}\",\"schemaType\":\"JSON\"} | 422 | 42201",
      "POST | /subjects/meals/versions | {\"schema\":\"\\\"town.Gone\\\"\"} | 422 | 42201",
      "POST | /subjects/meals/versions | {\"schema\":\"\\\"a.B\\\"\",\"references\":[{\"name\":\"a.B\",\"subject\":\"nobody\",\"version\":1}]} | 422 | 42201",
      "POST | /subjects/meals/versions | {\"schema\":\"\\\"int\\\"\"} | 409 | 409",
      "PUT | /config | {\"compatibility\":\"UP\"} | 422 | 42203", "GET | /config/meals | | 404 | 40408",
      "GET | /mode/meals | | 404 | 40409", "DELETE | /subjects/nobody | | 404 | 40401",
      "DELETE | /subjects/meals/versions/7 | | 404 | 40402",
      "DELETE | /subjects/meals/versions/1?permanent=true | | 404 | 40407",
      "POST | /compatibility/subjects/nobody/versions/latest | {\"schema\":\"\\\"int\\\"\"} | 404 | 40401"})
  void aRefusalHasTheCodeThatClientsKnow(String method, String path, String body, int status, int code)
      throws Exception {
    register("meals", MEAL);

    HttpResponse<String> response = send(method, path, body == null ? "" : body, operator);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(response.headers().firstValue("Content-Type")).contains("application/vnd.schemaregistry.v1+json");
    assertThat(JSON.readTree(response.body()).path("error_code").asInt()).isEqualTo(code);
    assertThat(JSON.readTree(response.body()).path("message").asString()).isNotBlank();
  }

  @Test
  void theSameSchemaHasOneIdWhereverItStandsAndHoweverItIsWritten() throws Exception {
    int one = register("meals", MEAL);
    int other = register("lunches",
        "{ \"name\": \"Meal\", \"namespace\": \"town\", \"type\": \"record\", \"fields\": [ {\"type\": \"string\", \"name\": \"dish\"} ] }");
    int again = register("meals", MEAL);

    assertThat(other).isEqualTo(one);
    assertThat(again).isEqualTo(one);
    assertThat(JSON.readTree(get("/schemas/ids/" + one + "/subjects").body())).extracting(JsonNode::asString)
        .containsExactly("lunches", "meals");
    assertThat(get("/schemas/ids/" + one + "/versions").body())
        .isEqualTo("[{\"subject\":\"lunches\",\"version\":1},{\"subject\":\"meals\",\"version\":1}]");
    assertThat(get("/schemas/ids/" + one + "/schema").body()).isEqualTo(MEAL);
    assertThat(get("/subjects/meals/versions/latest/schema").body()).isEqualTo(MEAL);
    assertThat(get("/subjects/meals/versions/1").body()).isEqualTo("{\"subject\":\"meals\",\"id\":" + one
        + ",\"version\":1,\"schema\":" + JSON.writeValueAsString(MEAL) + "}");
  }

  @Test
  void aSchemaMayUseTypesOfAnotherWhichThenStays() throws Exception {
    register("meal", MEAL);
    String menu = "{\"type\":\"array\",\"items\":\"town.Meal\"}";
    String body = JSON.writeValueAsString(Map.of("schema", menu, "references",
        List.of(Map.of("name", "town.Meal", "subject", "meal", "version", 1))));

    HttpResponse<String> registered = send("POST", "/subjects/menu/versions", body, operator);

    int id = JSON.readTree(registered.body()).path("id").asInt();
    assertThat(id).isPositive();
    assertThat(JSON.readTree(get("/schemas/ids/" + id).body()).path("references").path(0).path("subject").asString())
        .isEqualTo("meal");
    assertThat(get("/subjects/meal/versions/1/referencedby").body()).isEqualTo("[" + id + "]");
    assertThat(code(send("DELETE", "/subjects/meal/versions/1", "", operator))).isEqualTo(42206);
    assertThat(code(send("DELETE", "/subjects/meal", "", operator))).isEqualTo(42206);
    assertThat(JSON.readTree(send("POST", "/subjects/menu", body, operator).body()).path("id").asInt()).isEqualTo(id);
  }

  @Test
  void whoeverRegistersTheSameAtTheSameTimeGetsTheSameIdAndVersion() throws Exception {
    int callers = 8;
    CyclicBarrier together = new CyclicBarrier(callers);
    Set<Integer> ids = new ConcurrentSkipListSet<>();
    Callable<Boolean> call = () -> {
      together.await();
      return ids.add(registry.register("meals", new Draft(MEAL, List.of()), "kitchen"));
    };

    try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
      for (Future<Boolean> done : threads.invokeAll(IntStream.range(0, callers).mapToObj(i -> call).toList())) {
        done.get();
      }
    }

    assertThat(ids).hasSize(1);
    assertThat(get("/subjects/meals/versions").body()).isEqualTo("[1]");
  }

  @Test
  void versionsOfOneSubjectAreGivenOneAfterTheOther() throws Exception {
    int callers = 8;
    try (ExecutorService threads = Executors.newFixedThreadPool(callers)) {
      List<Callable<Integer>> calls = IntStream.range(0, callers)
          .<Callable<Integer>>mapToObj(i -> () -> registry.register("numbers", new Draft(
              MEAL.replace("]}", ",{\"name\":\"n" + i + "\",\"type\":\"int\",\"default\":0}]}"), List.of()), "kitchen"))
          .toList();
      for (Future<Integer> done : threads.invokeAll(calls)) {
        done.get();
      }
    }

    assertThat(get("/subjects/numbers/versions").body()).isEqualTo("[1,2,3,4,5,6,7,8]");
  }

  @Test
  void nothingCanBeGrantedOnWhatIsRegisteredAtRunTime() throws Exception {
    register("meals", MEAL);
    String grant = """
                   {"reader": "kitchen", "dataset": "%s", "fields": {"%s": "default"}, "purpose": "送餐", "legalBasis": "条例",
                    "from": "2026-01-01", "until": "2026-12-31"}
                   """;

    HttpResponse<String> onRegistered = sendTo("POST", "/api/v1/grants", grant.formatted("meals", "dish"), operator);
    HttpResponse<String> onReleased = sendTo("POST", "/api/v1/grants", grant.formatted("dwelling", "estate"), operator);

    assertThat(onRegistered.statusCode()).isEqualTo(400);
    assertThat(onRegistered.body()).contains("there is no dataset 'meals' that can be granted");
    assertThat(onReleased.statusCode()).as(onReleased.body()).isEqualTo(201);
  }

  @Test
  void aVersionIsNeverGivenTwice() throws Exception {
    register("meals", MEAL);
    send("DELETE", "/subjects/meals", "", operator);
    register("meals", MEAL);

    assertThat(get("/subjects/meals/versions").body()).isEqualTo("[2]");
    assertThat(get("/subjects/meals/versions?deleted=true").body()).isEqualTo("[1,2]");
  }

  @Test
  void onlyWhoMayRegistersAndTakesBack() throws Exception {
    String body = JSON.writeValueAsString(Map.of("schema", MEAL));

    assertThat(send("GET", "/subjects", "", "").statusCode()).isEqualTo(401);
    assertThat(send("GET", "/subjects", "", "nobody's token").statusCode()).isEqualTo(401);
    assertThat(send("GET", "/subjects", "", auditor).statusCode()).isEqualTo(200);
    assertThat(send("POST", "/subjects/meals/versions", body, auditor).statusCode()).isEqualTo(403);
    assertThat(send("POST", "/subjects/meals/versions", body, program).statusCode()).isEqualTo(200);
    assertThat(send("DELETE", "/subjects/meals", "", program).statusCode()).isEqualTo(403);
    assertThat(send("PUT", "/config", "{\"compatibility\":\"NONE\"}", program).statusCode()).isEqualTo(403);
  }

  /** Some clients set a level before they register the first version. */
  @Test
  void aProgramSetsTheLevelOfASubjectItNamedFirstAndOfNoOther() throws Exception {
    String other = TestAccounts.program(application, "canteen");
    String level = "{\"compatibility\":\"FULL\"}";

    assertThat(send("PUT", "/config/soups", level, program).body()).isEqualTo(level);
    assertThat(send("PUT", "/config/soups", level, other).statusCode()).isEqualTo(403);
    assertThat(send("DELETE", "/config/soups", "", other).statusCode()).isEqualTo(403);
    assertThat(get("/config/soups").body()).isEqualTo("{\"compatibilityLevel\":\"FULL\"}");
    assertThat(send("DELETE", "/config/soups", "", program).body()).isEqualTo("{\"compatibilityLevel\":\"FULL\"}");
    assertThat(code(send("PUT", "/config/" + "s".repeat(256), level, program))).isEqualTo(400);
  }

  @Test
  void aPasswordThatIsNoTokenOpensNothing() throws Exception {
    String basic = Base64.getEncoder().encodeToString("kitchen:wrong".getBytes(StandardCharsets.UTF_8));
    String good = Base64.getEncoder().encodeToString(("kitchen:" + program).getBytes(StandardCharsets.UTF_8));

    assertThat(raw("/api/v1/registry/subjects", "Basic " + basic).statusCode()).isEqualTo(401);
    assertThat(raw("/api/v1/registry/subjects", "Basic !").statusCode()).isEqualTo(401);
    assertThat(raw("/api/v1/registry/subjects", "Basic " + good).statusCode()).isEqualTo(200);
    assertThat(raw("/api/v1/programs", "Basic " + good).statusCode()).isEqualTo(401);
  }

  @Test
  void aSchemaNestedBeyondReasonIsRefusedAndNoFaultOfOurs() throws Exception {
    String deep = "{\"type\":\"array\",\"items\":".repeat(3000) + "\"int\"" + "}".repeat(3000);

    HttpResponse<String> response = send("POST", "/subjects/deep/versions",
        JSON.writeValueAsString(Map.of("schema", deep)),
        operator);

    assertThat(code(response)).isEqualTo(42201);
  }

  @ParameterizedTest
  @ValueSource(strings = {"null", "1", "\"\"", "[\"int\",\"int\"]", "[[\"int\"]]", "{}", "{\"type\":1}",
      "{\"type\":\"record\"}", "{\"type\":\"record\",\"name\":\"R\"}",
      "{\"type\":\"record\",\"name\":\"R\",\"fields\":1}",
      "{\"type\":\"record\",\"name\":\"R\",\"fields\":[1]}",
      "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\"}]}",
      "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"Gone\"}]}",
      "{\"type\":\"record\",\"name\":\"R\",\"fields\":[{\"name\":\"a\",\"type\":\"int\",\"default\":\"x\"}]}",
      "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[1]}",
      "{\"type\":\"enum\",\"name\":\"E\",\"symbols\":[\"A\",\"A\"]}",
      "{\"type\":\"fixed\",\"name\":\"F\",\"size\":-1}", "{\"type\":\"fixed\",\"name\":\"F\"}", "{\"type\":\"array\"}",
      "{\"type\":\"map\",\"values\":{}}", "{\"type\":\"record\",\"name\":\"1 2\",\"fields\":[]}", "\"int\" \"int\"",
      "\u0000"})
  void whatIsNoSchemaIsRefusedAndNoFaultOfOurs(String text) throws Exception {
    HttpResponse<String> response = send("POST", "/subjects/broken/versions",
        JSON.writeValueAsString(Map.of("schema", text)), operator);

    assertThat(response.statusCode()).as(response.body()).isEqualTo(422);
    assertThat(code(response)).isEqualTo(42201);
  }

  @Test
  void aBodyBeyondReasonIsNotRead() throws Exception {
    assertThat(code(send("POST", "/subjects/big/versions", "x".repeat(2 << 20), operator))).isEqualTo(413);
    assertThat(code(send("POST", "/subjects/big/versions",
        JSON.writeValueAsString(Map.of("schema", " ".repeat(300_000) + "\"int\"")), operator))).isEqualTo(42201);
  }

  @Test
  void aBodyInChunksIsTakenLikeAnyOther() throws Exception {
    HttpResponse<String> response = inChunks(JSON.writeValueAsString(Map.of("schema", MEAL)));

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(get("/subjects/chunks/versions").body()).isEqualTo("[1]");
  }

  @Test
  void aBodyInChunksIsReadUpToTheLimitOnly() throws Exception {
    HttpResponse<String> asJson = inChunks("{\"schema\":\"" + " ".repeat(2 << 20) + "\"}");

    assertThat(asJson.statusCode()).isEqualTo(413);
    assertThat(code(asJson)).isEqualTo(413);
    assertThat(get("/subjects").statusCode()).isEqualTo(200);
  }

  @Test
  void whatIsAskedOfEveryRegistryIsAnswered() throws Exception {
    assertThat(get("/schemas/types").body()).isEqualTo("[\"AVRO\"]");
    assertThat(get("/contexts").body()).isEqualTo("[\".\"]");
    assertThat(get("/config").body()).isEqualTo("{\"compatibilityLevel\":\"BACKWARD\"}");
    assertThat(get("/mode").body()).isEqualTo("{\"mode\":\"READWRITE\"}");
    assertThat(get("/config/meals?defaultToGlobal=true").body()).isEqualTo("{\"compatibilityLevel\":\"BACKWARD\"}");
    assertThat(get("/mode/meals?defaultToGlobal=true").body()).isEqualTo("{\"mode\":\"READWRITE\"}");
  }

  private HttpResponse<String> inChunks(String body) throws IOException, InterruptedException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    return http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port
        + "/api/v1/registry/subjects/chunks/versions"))
        .header("Content-Type", "application/vnd.schemaregistry.v1+json").header("Authorization", "Bearer " + operator)
        .POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(bytes))).build(), BodyHandlers.ofString());
  }

  private int register(String subject, String schema) throws Exception {
    HttpResponse<String> response = send("POST", "/subjects/" + subject + "/versions",
        JSON.writeValueAsString(Map.of("schema", schema)), operator);
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return JSON.readTree(response.body()).path("id").asInt();
  }

  private static int code(HttpResponse<String> response) {
    return JSON.readTree(response.body()).path("error_code").asInt();
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return send("GET", path, "", operator);
  }

  private HttpResponse<String> send(String method, String path, String body, String token)
      throws IOException, InterruptedException {
    return sendTo(method, "/api/v1/registry" + path, body, token, "Content-Type",
        "application/vnd.schemaregistry.v1+json", "Accept",
        "application/vnd.schemaregistry.v1+json, application/json; q=0.5");
  }

  private HttpResponse<String> sendTo(String method, String path, String body, String token, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
        .headers(headers.length == 0 ? new String[]{"Content-Type", "application/json"} : headers)
        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return http.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> raw(String path, String authorization) throws IOException, InterruptedException {
    return http.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
        .header("Authorization", authorization).build(), BodyHandlers.ofString());
  }

  private static Refused refused(Runnable call) {
    return catchThrowableOfType(Refused.class, call::run);
  }
}
