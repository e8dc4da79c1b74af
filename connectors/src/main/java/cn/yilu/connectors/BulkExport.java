package cn.yilu.connectors;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The bulk export of a FHIR server (FHIR Bulk Data Access 2): ordered, waited for, fetched file by file, taken back.
 *
 * @param operation path of the operation, such as {@code Patient/$export}
 * @param longest most bytes a file may have, unpacked
 */
record BulkExport(FhirServer server, String operation, Optional<String> types, long longest, boolean snapshot) {
  private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
  private static final int ACCEPTED = 202;
  private static final Set<String> WANTED = Set.of("transactionTime", "requiresAccessToken", "output.type",
      "output.url", "deleted.url", "error.url");

  /** Where an export stands that was ordered. */
  sealed interface State {}

  /** Not ready; to be asked about after this pause. */
  record Waiting(Duration pause) implements State {}

  /** The server does not know it any more. */
  record Gone() implements State {}

  /**
   * Ready to be fetched.
   *
   * @param at the server's time up to which it holds every change
   * @param files what it consists of
   * @param errors how many files of errors it has
   * @param open whether files are fetched without a token
   */
  record Ready(Instant at, List<File> files, int errors, boolean open) implements State {}

  /** A file of an export. */
  record File(String type, String url) {}

  /** Orders an export; answers where to ask about it. */
  String order(@Nullable Instant since) throws Trouble, InterruptedException {
    Map<String, String> parameters = new LinkedHashMap<>();
    parameters.put("_outputFormat", "application/fhir+ndjson");
    types.ifPresent(list -> parameters.put("_type", list.replaceAll("\\s", "")));
    if (since != null && !snapshot) {
      parameters.put("_since", since.toString());
    }
    Answer answer = server.ask(server.at(operation, parameters), Map.of("Prefer", "respond-async"), Web.LONGEST);
    if (answer.status() != ACCEPTED) {
      server.checked(answer);
      throw new Trouble("FHIR 服务器未接受批量导出", "the FHIR server did not accept the bulk export");
    }
    return answer.headers().firstValue("Content-Location").orElseThrow(
        () -> new Trouble("批量导出应答缺少 Content-Location", "the bulk export was accepted without Content-Location"));
  }

  State state(String status) throws Trouble, InterruptedException {
    Answer answer = server.ask(server.links().follow(status));
    if (answer.status() == 404 || answer.status() == 410) {
      return new Gone();
    }
    if (answer.status() == ACCEPTED
        || ((answer.status() == 429 || answer.status() == 503) && answer.pause().isPresent())) {
      return new Waiting(answer.pause().filter(pause -> pause.compareTo(FIRST_PAUSE) > 0).orElse(FIRST_PAUSE));
    }
    JsonReading.Said said = JsonReading.of(server.checked(answer), Optional.empty(), WANTED);
    return new Ready(time(said), files(said), said.said().getOrDefault("error.url", List.of()).size(),
        said.first("requiresAccessToken").filter("false"::equals).isPresent());
  }

  /** Fetches a file. On another server it is only fetched when no token goes there. */
  Answer fetch(Ready export, File file) throws Trouble, InterruptedException {
    Map<String, String> headers = Map.of("Accept", "application/fhir+ndjson");
    URI there = server.links().resolve(file.url());
    if (export.open() && !server.links().sameServer(there)) {
      return server.web().ask(HttpRequest.newBuilder(there).timeout(server.question().timeout())
          .header("Accept", "application/fhir+ndjson").header("Accept-Encoding", "gzip").build(), longest);
    }
    return server.ask(server.links().follow(file.url()), headers, longest);
  }

  void takeBack(String status) throws Trouble, InterruptedException {
    server.delete(server.links().follow(status));
  }

  private static Instant time(JsonReading.Said said) throws Trouble {
    try {
      return java.time.OffsetDateTime.parse(said.first("transactionTime").orElse("")).toInstant();
    } catch (java.time.DateTimeException noTime) {
      throw new Trouble("批量导出清单缺少 transactionTime", "the bulk export's manifest has no transactionTime", noTime);
    }
  }

  private static List<File> files(JsonReading.Said said) throws Trouble {
    List<String> types = said.said().getOrDefault("output.type", List.of());
    List<String> urls = said.said().getOrDefault("output.url", List.of());
    List<String> deleted = said.said().getOrDefault("deleted.url", List.of());
    if (types.size() != urls.size()) {
      throw new Trouble("批量导出清单不完整", "the bulk export's manifest is not complete");
    }
    if (urls.size() + deleted.size() >= 1_000) {
      throw new Trouble("批量导出文件过多", "the bulk export has too many files");
    }
    List<File> files = new ArrayList<>();
    for (int i = 0; i < urls.size(); i++) {
      files.add(new File(types.get(i), urls.get(i)));
    }
    deleted.forEach(url -> files.add(new File("deleted", url)));
    return files;
  }
}
