package cn.yilu.catalogue.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

@ExtendWith(OutputCaptureExtension.class)
@SpringBootTest(classes = OrganisationApp.class, webEnvironment = WebEnvironment.RANDOM_PORT, properties = "management.endpoint.health.validate-group-membership=false")
class AccountsTest {
  @LocalServerPort
  int port;
  @Autowired
  JdbcClient jdbc;
  @Autowired
  Organisations organisations;
  @Autowired
  People people;
  @Autowired
  Changes changes;
  @Autowired
  org.springframework.security.crypto.password.PasswordEncoder encoder;
  Http http;

  @BeforeEach
  void empty() {
    jdbc.sql("truncate token, program, account, organisation cascade").update();
    http = new Http(port);
  }

  @Test
  void thereIsNoAccountAndNoTokenUnlessAskedFor() {
    new FirstOperator("", organisations, people, encoder, changes).ensure();

    assertThat(people.all()).isEmpty();
  }

  @Test
  void theFirstOperatorGetsAOneTimePasswordOnceOnStandardOutput(CapturedOutput output) {
    start("li.wei");
    start("li.wei");

    assertThat(output.getOut()).containsOnlyOnce("Yilu operator li.wei one-time password: ");
    assertThat(output.getErr()).doesNotContain("one-time password");
    assertThat(people.find("li.wei")).hasValueSatisfying(person -> assertThat(person.oneTime()).isTrue());
  }

  @Test
  void aOneTimePasswordOpensNothingUntilItIsReplaced(CapturedOutput output) {
    String once = start("li.wei", output);

    HttpResponse<String> without = login("li.wei", once);
    HttpResponse<String> same = login("li.wei", once, once);
    HttpResponse<String> with = login("li.wei", once, "a new long password");

    assertThat(without.statusCode()).isEqualTo(403);
    assertThat(Http.json(without).path("type").asString()).isEqualTo("urn:yilu:problem:new-password-needed");
    assertThat(same.statusCode()).isEqualTo(400);
    assertThat(with.statusCode()).isEqualTo(200);
    assertThat(login("li.wei", once).statusCode()).isEqualTo(401);
    assertThat(login("li.wei", "a new long password").statusCode()).isEqualTo(200);
  }

  @Test
  void anOperatorAddsAnOrganisationAProgramAndATokenThatIsThenKnown(CapturedOutput output) {
    Http operator = operator(output);

    HttpResponse<String> organisation = operator.post("/api/v1/organisations",
        "{\"id\":\"clinic\",\"name\":{\"zh\":\"社区医院\",\"en\":\"Clinic\"}}");
    HttpResponse<String> program = operator.post("/api/v1/programs",
        "{\"id\":\"clinic-app\",\"organisation\":\"clinic\",\"name\":{\"zh\":\"随访\",\"en\":\"Follow-up\"}}");
    HttpResponse<String> token = operator.post("/api/v1/programs/clinic-app/tokens", "");

    assertThat(organisation.statusCode()).isEqualTo(201);
    assertThat(program.statusCode()).isEqualTo(201);
    assertThat(token.statusCode()).isEqualTo(201);
    Http reader = http.with(Http.json(token).path("token").asString());
    assertThat(reader.get("/api/v1/programs").statusCode()).isEqualTo(403);
    assertThat(reader.get("/api/v1/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void aTokenIsStoredAsHashOnly(CapturedOutput output) {
    String token = tokenOf(operator(output), "reader");

    String dump = jdbc.sql("select string_agg(t::text, ' ') from token t").query(String.class).single();

    assertThat(dump).doesNotContain(token).doesNotContain(token.substring(5));
  }

  @Test
  void anUnknownExpiredOrRevokedTokenIsRefusedAndToldHowToAsk(CapturedOutput output) {
    Http operator = operator(output);
    String expired = tokenOf(operator, "expired");
    String revoked = tokenOf(operator, "revoked");
    jdbc.sql("update token set expires = now() where program = 'expired'").update();
    assertThat(http.with(revoked).get("/api/v1/nothing").statusCode()).isEqualTo(404);
    assertThat(operator.delete("/api/v1/programs/revoked/tokens").statusCode()).isEqualTo(204);

    for (String bad : new String[]{"yilu_unknown", expired, revoked, "x".repeat(5000)}) {
      HttpResponse<String> answer = http.with(bad).get("/api/v1/nothing");
      assertThat(answer.statusCode()).isEqualTo(401);
      assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValueSatisfying(
          value -> assertThat(value).startsWith("Bearer").contains("invalid_token"));
      assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/problem+json");
      assertThat(Http.json(answer).path("type").asString()).isEqualTo("urn:yilu:problem:unauthenticated");
      assertThat(Http.json(answer).path("detailZh").asString()).contains("令牌");
    }
  }

  @Test
  void withoutATokenTheAnswerIs401() {
    HttpResponse<String> answer = http.get("/api/v1/organisations");

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).isPresent();
  }

  @Test
  void onlyOperatorsAddAnything(CapturedOutput output) {
    Http operator = operator(output);
    String made = Http.json(operator.post("/api/v1/accounts",
        "{\"user\":\"officer\",\"organisation\":\"operator\",\"role\":\"officer\"}")).path("password").asString();
    String token = Http.json(login("officer", made, "an officer's password")).path("token").asString();

    HttpResponse<String> answer = http.with(token).post("/api/v1/organisations",
        "{\"id\":\"x\",\"name\":{\"zh\":\"某\",\"en\":\"X\"}}");

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(http.with(token).get("/api/v1/organisations").statusCode()).isEqualTo(200);
  }

  @Test
  void accountsAreListedWithoutPasswords(CapturedOutput output) {
    HttpResponse<String> answer = operator(output).get("/api/v1/accounts");

    assertThat(answer.body()).contains("\"user\":\"boss\"").doesNotContain("pbkdf2")
        .doesNotContain("a new long password");
  }

  @Test
  void aTakenNameIsAConflictAndAnUnknownOrganisationABadRequest(CapturedOutput output) {
    Http operator = operator(output);

    assertThat(operator.post("/api/v1/organisations", "{\"id\":\"operator\",\"name\":{\"zh\":\"某\",\"en\":\"X\"}}")
        .statusCode()).isEqualTo(409);
    assertThat(operator.post("/api/v1/programs",
        "{\"id\":\"boss\",\"organisation\":\"operator\",\"name\":{\"zh\":\"某\",\"en\":\"X\"}}").statusCode())
        .isEqualTo(409);
    assertThat(operator.post("/api/v1/programs",
        "{\"id\":\"p\",\"organisation\":\"nowhere\",\"name\":{\"zh\":\"某\",\"en\":\"X\"}}").statusCode())
        .isEqualTo(400);
  }

  @Test
  void aBrokenBodyIsAnsweredWithTheNameOfWhatIsWrong(CapturedOutput output) {
    Http operator = operator(output);

    HttpResponse<String> badId = operator.post("/api/v1/organisations",
        "{\"id\":\"No Blanks\",\"name\":{\"zh\":\"某\",\"en\":\"X\"}}");
    HttpResponse<String> missing = operator.post("/api/v1/organisations", "{\"id\":\"x\",\"name\":{\"zh\":\"某\"}}");
    HttpResponse<String> notJson = operator.post("/api/v1/organisations", "{\"id\":");
    HttpResponse<String> badRole = operator.post("/api/v1/accounts",
        "{\"user\":\"x\",\"organisation\":\"operator\",\"role\":\"king\"}");

    assertThat(Http.json(badId).path("detail").asString()).startsWith("id must match");
    assertThat(Http.json(missing).path("detailZh").asString()).isEqualTo("name.en 不能缺少");
    assertThat(Http.json(notJson).path("detail").asString()).contains("JSON");
    assertThat(Http.json(badRole).path("detail").asString()).contains("role");
    assertThat(new int[]{badId.statusCode(), missing.statusCode(), notJson.statusCode(), badRole.statusCode()})
        .containsOnly(400);
  }

  @Test
  void aWrongMethodOrMediaTypeIsAnsweredAsAProblemThatSaysWhatWouldDo(CapturedOutput output) {
    Http operator = operator(output);

    HttpResponse<String> method = operator.delete("/api/v1/organisations");
    HttpResponse<String> type = operator.form("/api/v1/organisations", "id=x");
    HttpResponse<String> accept = operator.get("/api/v1/organisations", "Accept", "image/png");

    assertThat(method.statusCode()).isEqualTo(405);
    assertThat(method.headers().firstValue("Allow")).hasValueSatisfying(allow -> assertThat(allow).contains("POST"));
    assertThat(type.statusCode()).isEqualTo(415);
    assertThat(accept.statusCode()).isEqualTo(406);
    assertThat(Http.json(accept).path("status").asInt()).isEqualTo(406);
  }

  @Test
  void guessingIsSlowedDownAndSaysHowLong() {
    people.find("nobody");
    for (int i = 0; i < 5; i++) {
      assertThat(login("nobody", "wrong").statusCode()).isEqualTo(401);
    }

    HttpResponse<String> answer = login("nobody", "wrong");

    assertThat(answer.statusCode()).isEqualTo(429);
    assertThat(answer.headers().firstValueAsLong("Retry-After").orElse(0)).isBetween(1L, 31L);
  }

  @Test
  void aDisabledAccountIsOutAtOnce(CapturedOutput output) {
    Http operator = operator(output);
    jdbc.sql("update account set disabled = true").update();

    assertThat(login("boss", "a new long password").statusCode()).isEqualTo(401);
    org.awaitility.Awaitility.await().until(() -> operator.get("/api/v1/organisations").statusCode() == 401);
  }

  @Test
  void anAddressNobodyNamedDoesNotExist() {
    assertThat(http.get("/nothing").statusCode()).isEqualTo(404);
    assertThat(http.get("/actuator/env").statusCode()).isEqualTo(404);
    assertThat(http.get("/actuator/health").statusCode()).isEqualTo(200);
  }

  @Test
  void measurementsAreForTheOwnMachineUnlessSomebodySpeaksThroughIt() {
    assertThat(http.get("/actuator/prometheus").statusCode()).isEqualTo(200);
    assertThat(http.get("/actuator/prometheus", "X-Forwarded-For", "192.0.2.1").statusCode()).isNotEqualTo(200);
  }

  private Http operator(CapturedOutput output) {
    String once = start("boss", output);
    return http.with(Http.json(login("boss", once, "a new long password")).path("token").asString());
  }

  private String tokenOf(Http operator, String program) {
    operator.post("/api/v1/programs",
        "{\"id\":\"" + program + "\",\"organisation\":\"operator\",\"name\":{\"zh\":\"某\",\"en\":\"X\"}}");
    return Http.json(operator.post("/api/v1/programs/" + program + "/tokens", "")).path("token").asString();
  }

  private void start(String name) {
    new FirstOperator(name, organisations, people, encoder, changes).ensure();
  }

  private String start(String name, CapturedOutput output) {
    start(name);
    String out = output.getOut();
    return out.substring(out.lastIndexOf("one-time password: ") + 19).lines().findFirst().orElseThrow().strip();
  }

  private HttpResponse<String> login(String user, String password) {
    return http.post("/api/v1/logins", "{\"user\":\"%s\",\"password\":\"%s\"}".formatted(user, password));
  }

  private HttpResponse<String> login(String user, String password, String chosen) {
    return http.post("/api/v1/logins",
        "{\"user\":\"%s\",\"password\":\"%s\",\"newPassword\":\"%s\"}".formatted(user, password, chosen));
  }
}
