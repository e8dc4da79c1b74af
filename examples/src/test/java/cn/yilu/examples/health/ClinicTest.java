package cn.yilu.examples.health;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.examples.town.Town;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ClinicTest {
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final HttpClient http = HttpClient.newHttpClient();
  private Clinic clinic;

  @BeforeEach
  void open() throws IOException {
    clinic = new Clinic(new Town(1, 200), 0, 0, Clock.systemUTC());
  }

  @AfterEach
  void close() {
    clinic.close();
    http.close();
  }

  @Test
  void aSearchGoesOnFromPageToPageUntilAllAreThere() throws Exception {
    String next = clinic.url() + "/Patient?_count=7";
    int found = 0;
    while (!next.isEmpty()) {
      JsonNode page = JSON.readTree(send("GET", next, "").body());
      found += page.path("entry").size();
      assertThat(page.path("total").asInt()).isEqualTo(clinic.patients());
      next = page.path("link").path(0).path("url").asString("");
    }
    assertThat(found).isPositive().isEqualTo(clinic.patients());
  }

  @Test
  void anExportIsOrderedWaitedForFetchedAndTakenBack() throws Exception {
    String order = clinic.url() + "/$export?_type=Patient,Observation";
    String status = send("GET", order, "").headers().firstValue("Content-Location").orElseThrow();
    assertThat(send("GET", status, "").headers().firstValue("Retry-After")).contains("1");

    JsonNode manifest = JSON.readTree(send("GET", status, "").body());

    assertThat(manifest.path("output").size()).isEqualTo(2);
    assertThat(manifest.path("requiresAccessToken").asBoolean(true)).isFalse();
    String patients = send("GET", manifest.path("output").path(0).path("url").asString(), "").body();
    assertThat(patients.lines()).hasSize(clinic.patients()).allMatch(line -> line.contains("\"Patient\""));
    assertThat(send("DELETE", status, "").statusCode()).isEqualTo(202);
    assertThat(send("GET", status, "").statusCode()).isEqualTo(404);
    String later = send("GET", order + "&_since=" + manifest.path("transactionTime").asString(), "").headers()
        .firstValue("Content-Location").orElseThrow();
    send("GET", later, "");
    assertThat(JSON.readTree(send("GET", later, "").body()).path("output").size()).isZero();
  }

  @Test
  void whatIsPutIsReadFoundAndReplaced() throws Exception {
    String since = Clock.systemUTC().instant().toString();
    String address = clinic.url() + "/Patient/test-1";

    assertThat(send("PUT", address, "{\"resourceType\":\"Patient\",\"birthDate\":\"1943-05-12\"}").statusCode())
        .isEqualTo(201);
    assertThat(send("PUT", address, "{\"resourceType\":\"Patient\",\"birthDate\":\"1943-05-13\"}").statusCode())
        .isEqualTo(200);

    assertThat(send("GET", address, "").body()).contains("1943-05-13").contains("lastUpdated");
    JsonNode found = JSON.readTree(send("GET", clinic.url() + "/Patient?_lastUpdated=ge" + since, "").body());
    assertThat(found.path("entry")).singleElement()
        .satisfies(entry -> assertThat(entry.at("/resource/id").asString()).isEqualTo("test-1"));
  }

  @Test
  void whatIsCreatedGetsAnIdOfItsOwn() throws Exception {
    HttpResponse<String> first = send("POST", clinic.url() + "/Immunization", "{\"resourceType\":\"Immunization\"}");
    HttpResponse<String> second = send("POST", clinic.url() + "/Immunization", "{\"resourceType\":\"Immunization\"}");

    assertThat(first.statusCode()).isEqualTo(201);
    assertThat(first.headers().firstValue("Location")).isPresent()
        .isNotEqualTo(second.headers().firstValue("Location"));
  }

  @Test
  void whatCannotBeKeptIsRefusedWithTheReason() throws Exception {
    assertThat(send("PUT", clinic.url() + "/Patient/x", "no JSON").statusCode()).isEqualTo(400);
    assertThat(send("PUT", clinic.url() + "/Patient/x", "{\"resourceType\":\"Observation\"}").statusCode())
        .isEqualTo(400);
    assertThat(send("PUT", clinic.url() + "/Patient/x/y", "{\"resourceType\":\"Patient\"}").statusCode())
        .isEqualTo(400);
    assertThat(send("GET", clinic.url() + "/Patient/x", "").statusCode()).isEqualTo(404);
    assertThat(send("GET", clinic.url() + "/Encounter", "").body()).contains("OperationOutcome");
    assertThat(send("DELETE", clinic.url() + "/Patient/x", "").statusCode()).isEqualTo(405);
  }

  @Test
  void itTellsWhatItCan() throws Exception {
    assertThat(send("GET", clinic.url() + "/metadata", "").body()).contains("CapabilityStatement").contains("4.0.1");
  }

  private HttpResponse<String> send(String method, String address, String body) throws Exception {
    return http.send(HttpRequest.newBuilder(URI.create(address)).header("Content-Type", "application/fhir+json")
        .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }
}
