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
import tools.jackson.databind.JsonNode;

@SpringBootTest(classes = OrganisationApp.class, webEnvironment = WebEnvironment.RANDOM_PORT, properties = "management.endpoint.health.validate-group-membership=false")
class AuditHttpTest {
  @LocalServerPort
  int port;
  @Autowired
  ApplicationContext application;
  @Autowired
  JdbcClient jdbc;

  @BeforeEach
  void empty() {
    jdbc.sql("truncate token, program, account, organisation cascade").update();
  }

  @Test
  void anAuditorSeesWhoDidWhatAndThatNothingIsMissing() {
    Http operator = TestAccounts.person(application, port, "boss", Role.OPERATOR);
    Http auditor = TestAccounts.person(application, port, "zhao.min", Role.AUDITOR);
    operator.post("/api/v1/organisations", "{\"id\":\"clinic\",\"name\":{\"zh\":\"社区医院\",\"en\":\"Clinic\"}}");

    HttpResponse<String> answer = auditor.get("/api/v1/audit?limit=1000");

    assertThat(answer.statusCode()).isEqualTo(200);
    JsonNode entries = Http.json(answer);
    JsonNode last = entries.get(entries.size() - 1);
    assertThat(last.path("event").asString()).isEqualTo("organisation.add");
    assertThat(last.path("by").asString()).isEqualTo("boss");
    assertThat(last.path("facts").path("organisation").asString()).isEqualTo("clinic");
    for (int i = 1; i < entries.size(); i++) {
      assertThat(entries.get(i).path("previous").asString()).isEqualTo(entries.get(i - 1).path("hash").asString());
    }
  }

  @Test
  void theLedgerIsReadInStretches() {
    Http operator = TestAccounts.person(application, port, "boss", Role.OPERATOR);
    for (String id : new String[]{"a", "b", "c"}) {
      operator.post("/api/v1/organisations", "{\"id\":\"%s\",\"name\":{\"zh\":\"某\",\"en\":\"X\"}}".formatted(id));
    }
    JsonNode all = Http.json(operator.get("/api/v1/audit?limit=1000"));
    long first = all.get(0).path("sequence").asLong();

    JsonNode stretch = Http.json(operator.get("/api/v1/audit?after=" + first + "&limit=2"));

    assertThat(stretch.size()).isEqualTo(2);
    assertThat(stretch.get(0)).isEqualTo(all.get(1));
    assertThat(operator.get("/api/v1/audit?limit=0").statusCode()).isEqualTo(400);
    assertThat(operator.get("/api/v1/audit?after=-1").statusCode()).isEqualTo(400);
  }

  @Test
  void nobodyElseSeesTheLedger() {
    Http operator = TestAccounts.person(application, port, "boss", Role.OPERATOR);
    operator.post("/api/v1/programs",
        "{\"id\":\"app\",\"organisation\":\"town\",\"name\":{\"zh\":\"某\",\"en\":\"X\"}}");
    String token = Http.json(operator.post("/api/v1/programs/app/tokens", "")).path("token").asString();

    assertThat(TestAccounts.person(application, port, "li.wei", Role.OFFICER).get("/api/v1/audit").statusCode())
        .isEqualTo(403);
    assertThat(new Http(port).with(token).get("/api/v1/audit").statusCode()).isEqualTo(403);
    assertThat(new Http(port).get("/api/v1/audit").statusCode()).isEqualTo(401);
  }
}
