package cn.yilu.catalogue.reconcile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import cn.yilu.catalogue.audit.Ledger;
import cn.yilu.catalogue.audit.LedgerEntry;
import cn.yilu.catalogue.organisation.Caller.Role;
import cn.yilu.catalogue.organisation.TestAccounts;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

@SpringBootTest(classes = ReconcileApp.class, webEnvironment = WebEnvironment.RANDOM_PORT)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ReconcileHttpTest {
  private static final String PASSWORD = "a long enough password";
  private final HttpClient client = HttpClient.newHttpClient();
  @LocalServerPort
  int port;
  @Autowired
  ApplicationContext application;
  @Autowired
  Semaphore released;
  @Autowired
  Ledger ledger;
  private String operator = "";
  private String auditor = "";

  @BeforeAll
  void callers() throws Exception {
    TestAccounts.add(application, "li.wei", Role.OPERATOR, PASSWORD, false);
    TestAccounts.add(application, "zhao.min", Role.AUDITOR, PASSWORD, false);
    operator = login("li.wei");
    auditor = login("zhao.min");
  }

  @Test
  void anOperatorSeesARunGoOnAndEndAndTheLedgerKnowsOfIt() throws Exception {
    assertThat(call(operator, "GET", "").statusCode()).isEqualTo(404);

    JsonNode begun = json(call(operator, "POST", "?repair=true"));
    HttpResponse<String> second = call(operator, "POST", "");
    released.release();
    await().until(() -> json(call(auditor, "GET", "")).path("state").asString().equals("done"));
    JsonNode done = json(call(auditor, "GET", ""));

    assertThat(begun.path("state").asString()).isEqualTo("running");
    assertThat(second.statusCode()).isEqualTo(409);
    assertThat(done.path("drift").asLong()).isEqualTo(2);
    assertThat(done.path("parts").get(0).path("part").asString()).isEqualTo("sums/a");
    assertThat(done.path("parts").get(0).path("repaired").asLong()).isEqualTo(2);
    assertThat(ledger.read(0, 100)).extracting(LedgerEntry::event).endsWith("reconcile.start", "reconcile.end");
    assertThat(ledger.read(0, 100).getLast().by()).isEqualTo("li.wei");
  }

  @Test
  void onlyAnOperatorStartsOne() throws Exception {
    String program = TestAccounts.program(application, "meals");

    assertThat(call(auditor, "POST", "").statusCode()).isEqualTo(403);
    assertThat(call(program, "POST", "").statusCode()).isEqualTo(403);
    assertThat(call(program, "GET", "").statusCode()).isEqualTo(403);
    assertThat(call("", "GET", "").statusCode()).isEqualTo(401);
  }

  private String login(String user) throws Exception {
    HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/api/v1/logins"))
        .header("Content-Type", "application/json")
        .POST(BodyPublishers.ofString("{\"user\":\"" + user + "\",\"password\":\"" + PASSWORD + "\"}")).build();
    return json(client.send(request, BodyHandlers.ofString())).path("token").asString();
  }

  private HttpResponse<String> call(String token, String method, String query) throws Exception {
    HttpRequest.Builder request = HttpRequest
        .newBuilder(URI.create("http://localhost:" + port + "/api/v1/reconcile" + query))
        .method(method, BodyPublishers.noBody());
    if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private static JsonNode json(HttpResponse<String> response) {
    return JsonMapper.shared().readTree(response.body());
  }
}
