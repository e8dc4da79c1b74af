package cn.yilu.catalogue.organisation;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.organisation.Caller.Role;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.context.ApplicationContext;
import org.springframework.jdbc.core.simple.JdbcClient;

@SpringBootTest(classes = OrganisationApp.class, webEnvironment = WebEnvironment.RANDOM_PORT, properties = "management.endpoint.health.validate-group-membership=false")
class SuspensionsTest {
  @LocalServerPort
  int port;
  @Autowired
  ApplicationContext application;
  @Autowired
  JdbcClient jdbc;
  private Http operator;
  private Http officer;

  @BeforeEach
  void people() {
    jdbc.sql("truncate token, program, account, organisation cascade").update();
    operator = TestAccounts.person(application, port, "boss", Role.OPERATOR);
    officer = TestAccounts.person(application, port, "li.wei", Role.OFFICER);
  }

  @Test
  void aSuspendedPersonIsOutAtOnceAndComesBackByTheDoor() {
    assertThat(officer.get("/api/v1/organisations").statusCode()).isEqualTo(200);

    assertThat(operator.put("/api/v1/accounts/li.wei/suspension").statusCode()).isEqualTo(204);

    assertThat(officer.get("/api/v1/organisations").statusCode()).isEqualTo(401);
    assertThat(login().statusCode()).isEqualTo(401);
    assertThat(operator.get("/api/v1/accounts").body()).contains("\"suspended\":true");

    assertThat(operator.delete("/api/v1/accounts/li.wei/suspension").statusCode()).isEqualTo(204);

    assertThat(officer.get("/api/v1/organisations").statusCode()).isEqualTo(401);
    assertThat(login().statusCode()).isEqualTo(200);
    assertThat(operator.get("/api/v1/accounts").body()).doesNotContain("\"suspended\":true");
  }

  @Test
  void aSuspendedProgramIsOutAtOnceAndItsTokenWorksAgainAfterwards() {
    Http program = program("clinic-app");
    assertThat(program.get("/api/v1/nothing").statusCode()).isEqualTo(404);

    assertThat(operator.put("/api/v1/programs/clinic-app/suspension").statusCode()).isEqualTo(204);
    HttpResponse<String> barred = program.get("/api/v1/nothing");
    assertThat(operator.delete("/api/v1/programs/clinic-app/suspension").statusCode()).isEqualTo(204);

    assertThat(barred.statusCode()).isEqualTo(401);
    assertThat(program.get("/api/v1/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void onlyOperatorsSuspendAndNobodyThemselves() {
    assertThat(officer.put("/api/v1/accounts/boss/suspension").statusCode()).isEqualTo(403);
    assertThat(new Http(port).put("/api/v1/accounts/boss/suspension").statusCode()).isEqualTo(401);
    assertThat(operator.put("/api/v1/accounts/boss/suspension").statusCode()).isEqualTo(409);
    assertThat(operator.put("/api/v1/accounts/nobody/suspension").statusCode()).isEqualTo(404);
    assertThat(operator.put("/api/v1/programs/nothing/suspension").statusCode()).isEqualTo(404);
    assertThat(operator.get("/api/v1/accounts").statusCode()).isEqualTo(200);
  }

  @Test
  void eachSuspensionAndItsEndAreInTheLedger() {
    program("clinic-app");
    operator.put("/api/v1/programs/clinic-app/suspension");
    operator.delete("/api/v1/programs/clinic-app/suspension");
    operator.put("/api/v1/accounts/li.wei/suspension");
    operator.delete("/api/v1/accounts/li.wei/suspension");

    assertThat(operator.get("/api/v1/audit?limit=1000").body())
        .containsSubsequence("program.suspend", "program.restore", "account.suspend", "account.restore")
        .contains("\"by\":\"boss\"");
  }

  private Http program(String id) {
    operator.post("/api/v1/programs",
        "{\"id\":\"%s\",\"organisation\":\"town\",\"name\":{\"zh\":\"随访\",\"en\":\"Follow-up\"}}".formatted(id));
    return new Http(port).with(
        Http.json(operator.post("/api/v1/programs/" + id + "/tokens", "")).path("token").asString());
  }

  private HttpResponse<String> login() {
    return new Http(port).post("/api/v1/logins", "{\"user\":\"li.wei\",\"password\":\"a password for tests\"}");
  }
}
