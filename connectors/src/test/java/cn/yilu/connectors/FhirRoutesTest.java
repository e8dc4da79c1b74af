package cn.yilu.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FhirRoutesTest {
  @TempDir
  private Path temporary;
  @AutoClose
  private final Town town = new Town();
  @AutoClose
  private final HealthServer server = new HealthServer(25);

  FhirRoutesTest() throws Exception {}

  @Test
  void searchesAreTakenPageByPageOneAfterTheOther() throws Exception {
    start(Map.of("search", "Patient, Observation"));

    assertThat(patients(3)).isEqualTo(numbers(25));
    var last = town.inbox.next();
    assertThat(last.envelope().name()).isEqualTo("Observation 4");
    assertThat(last.envelope().mediaType()).isEqualTo("application/fhir+json");
    assertThat(new String(last.bytes(), UTF_8)).contains("\"resourceType\":\"Bundle\"").contains("Observation/o0");
  }

  @Test
  void afterARunOnlyWhatChangedIsAskedFor() throws Exception {
    start(Map.of("search", "Patient", "every", "20ms"));
    patients(3);

    assertThat(patients(1)).isEqualTo(numbers(1));

    assertThat(server.asked()).filteredOn(question -> question.contains("_lastUpdated"))
        .allMatch(question -> question.matches(".*_lastUpdated=ge\\d{4}-\\d\\d-\\d\\dT.*Z"));
  }

  @Test
  void aPageThatWasNotCommittedIsAskedForAgainAfterARestart() throws Exception {
    FhirRoutes fhir = start(Map.of("search", "Patient"));
    List<Integer> taken = new ArrayList<>(patients(1));
    town.stopWithout(fhir, "health", town.inbox.next());

    start(Map.of("search", "Patient"));

    taken.addAll(patients(2));
    assertThat(taken).isEqualTo(numbers(25));
  }

  @Test
  void aServerThatRestartsBetweenTwoPagesIsFoundAgainAndLosesNone() throws Exception {
    start(Map.of("search", "Patient"));
    var first = town.inbox.next();
    server.goDown();
    first.commit();
    assertThat(town.inbox.trouble().en()).containsAnyOf("cannot be reached", "broke");

    server.comeBack();

    assertThat(patients(3)).isEqualTo(numbers(25));
    assertThat(town.inbox.most()).isEqualTo(1);
  }

  @Test
  void anExpiredPageLinkBeginsTheSearchAgain() throws Exception {
    start(Map.of("search", "Patient"));
    var first = town.inbox.next();
    server.forgetPages();
    first.commit();

    assertThat(town.inbox.trouble().en()).contains("the page link has expired");

    assertThat(patients(3)).isEqualTo(numbers(25));
  }

  @Test
  void whatTheServerSaysIsWrongIsToldByItsCodeAlone() throws Exception {
    start(Map.of("search", "Medication"));

    assertThat(town.inbox.trouble().en()).matches("the FHIR server answered HTTP 40[04] \\([a-z-]+\\)");
  }

  @Test
  void aTokenThatNoLongerHoldsIsRenewed() throws Exception {
    server.lock();
    start(Map.of("search", "Patient", "oauth.url", server.url("/token"), "oauth.client", "yilu", "oauth.secret",
        "geheim"));
    var first = town.inbox.next();
    server.lock();
    first.commit();

    assertThat(patients(2)).hasSize(15);
  }

  @Test
  void aLinkUnderAnotherServerNameIsAskedHereOnlyWhenTold() throws Exception {
    server.misname();
    FhirRoutes fhir = start(Map.of("search", "Patient"));
    patients(1);
    assertThat(town.inbox.trouble().en()).contains("leads to another server");
    town.stop(fhir, "health");

    start(Map.of("search", "Patient", "links", "here"));

    assertThat(patients(2)).hasSize(15);
  }

  @Test
  void anExportIsOrderedWaitedForFetchedAndTakenBack() throws Exception {
    start(Map.of("export", "system", "types", "Patient, Observation"));

    var first = town.inbox.next();
    assertThat(first.envelope().mediaType()).isEqualTo("application/fhir+ndjson");
    assertThat(new String(first.bytes(), UTF_8)).isEqualTo("{\"resourceType\":\"Patient\",\"id\":\"1\"}\n");
    first.commit();
    var second = town.inbox.next();
    assertThat(second.envelope().position().orElseThrow()).contains("2026-01-01T19:04:05Z");
    second.commit();

    await().until(() -> server.asked().contains("DELETE /bulk/1"));
    assertThat(server.asked().getFirst()).contains("_type=Patient%2CObservation").doesNotContain("_since");
  }

  @Test
  void theNextExportBeginsWhereTheLastEnded() throws Exception {
    start(Map.of("export", "system", "every", "20ms"));
    town.inbox.next().commit();
    town.inbox.next().commit();

    await().until(() -> server.asked().stream().anyMatch(question -> question.contains("_since=2026-01-01T19")));
  }

  @Test
  void anExportGoesOnAfterARestartBehindTheLastCommittedFile() throws Exception {
    FhirRoutes fhir = start(Map.of("export", "system"));
    town.inbox.next().commit();
    town.stopWithout(fhir, "health", town.inbox.next());

    start(Map.of("export", "system"));

    assertThat(new String(town.inbox.next().bytes(), UTF_8)).contains("Observation");
    assertThat(server.asked()).filteredOn(question -> question.contains("$export")).hasSize(1);
  }

  @Test
  void anExportThatIsLostIsOrderedAnew() throws Exception {
    server.loseExport();
    start(Map.of("export", "system"));

    assertThat(town.inbox.trouble().en()).contains("ordered anew");
    assertThat(new String(town.inbox.next().bytes(), UTF_8)).contains("Patient");
  }

  @Test
  void aFullExportIsASnapshot() throws Exception {
    start(Map.of("export", "system", "delivers", "snapshot"));

    var first = town.inbox.next();
    first.commit();
    var second = town.inbox.next();

    Envelope.Snapshot part = first.envelope().snapshot().orElseThrow();
    assertThat(part.last()).isFalse();
    assertThat(second.envelope().snapshot()).contains(new Envelope.Snapshot(part.id(), true));
  }

  private FhirRoutes start(Map<String, String> more) throws Exception {
    Map<String, String> settings = new HashMap<>(Map.of("url", server.url("/fhir"), "count", "10", "every", "1h"));
    settings.putAll(more);
    FhirRoutes fhir = new FhirRoutes(temporary, Clock.systemUTC());
    town.start(fhir, "health", settings);
    return fhir;
  }

  /** The numbers of the patients in that many pages, each committed. */
  private List<Integer> patients(int pages) throws InterruptedException {
    List<Integer> numbers = new ArrayList<>();
    for (int i = 0; i < pages; i++) {
      var offer = town.inbox.next();
      Pattern.compile("\"id\":\\s*\"p(\\d+)\"").matcher(new String(offer.bytes(), UTF_8)).results()
          .forEach(found -> numbers.add(Integer.valueOf(found.group(1))));
      offer.commit();
    }
    return numbers;
  }

  private static List<Integer> numbers(int many) {
    return IntStream.range(0, many).boxed().toList();
  }
}
