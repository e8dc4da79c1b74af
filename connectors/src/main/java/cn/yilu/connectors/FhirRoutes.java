package cn.yilu.connectors;

import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A FHIR R4 server: searched page by page, or asked to export in bulk. */
public final class FhirRoutes extends OneRoute {
  private final Path temporary;
  private final Clock clock;

  /** @param temporary folder for answers too long for memory, gone once the inbox has answered */
  public FhirRoutes(Path temporary, Clock clock) {
    this.temporary = temporary;
    this.clock = clock;
  }

  @Override
  public String protocol() {
    return "fhir";
  }

  @Override
  public Map<String, String> settings() {
    Map<String, String> settings = new LinkedHashMap<>();
    settings.put("url", "base address of the server, such as https://fhir.example.cn/r4");
    settings.put("search", "searches, comma separated, such as Patient, Observation?category=vital-signs");
    settings.put("export", "instead of searches: what to export in bulk: system, Patient or Group/<id>");
    settings.put("types", "resource types to export, comma separated; default all");
    settings.put("count", "resources wanted on a page; default 200");
    settings.put("overlap", "how far before the last run changes are asked for again; default 1m");
    settings.put("delivers", "changes, or snapshot when a run is everything there is; default changes");
    settings.put("longest", "most MiB a file of an export may have, unpacked; default 4096");
    settings.put("headers.*", "headers, such as headers.X-Api-Key");
    settings.put("links", Links.MEANING);
    settings.put("every", "pause between runs; default 1m for searches, 1h for exports");
    settings.put("timeout", "how long a whole answer may take; default 60s for searches, 1h for exports");
    settings.put("trust", Trust.MEANING);
    settings.putAll(Login.settings());
    return settings;
  }

  @Override
  void describe(SourceRoute route, Settings settings) {
    boolean export = settings.optional("export").isPresent();
    Web web = new Web(Trust.client(settings), temporary.resolve(route.source() + ".fhir.part"), clock);
    FhirServer server = server(settings, web,
        settings.duration("timeout", export ? Duration.ofHours(1) : Duration.ofMinutes(1)));
    var taking = route.rounds(settings.duration("every", export ? Duration.ofHours(1) : Duration.ofMinutes(1)))
        .process(web::forgetAfter);
    (export ? taking.process(export(route, settings, server)) : taking.process(search(route, settings, server)))
        .process(route.toInbox());
  }

  private TakePage search(SourceRoute route, Settings settings, FhirServer server) {
    List<String> searches = List.of(settings.text("search").strip().split("\\s*,\\s*"));
    if (!searches.stream().allMatch(search -> search.matches("[A-Z][A-Za-z]{0,63}(\\?\\S*)?"))) {
      throw Settings.wrong("search", "应是资源类型,可带 ? 参数", "must be resource types, perhaps with ? and parameters");
    }
    FhirSearch from = new FhirSearch(route.source(), server, searches, settings.number("count", 200, 1, 10_000),
        settings.duration("overlap", Duration.ofMinutes(1)), isSnapshot(settings), clock);
    return new TakePage(route.source(), from, Duration.ZERO, route.inbox(), clock);
  }

  private TakeExport export(SourceRoute route, Settings settings, FhirServer server) {
    String what = settings.text("export").strip();
    if (!what.matches("system|Patient|Group/[A-Za-z0-9.-]{1,64}")) {
      throw Settings.wrong("export", "应是 system、Patient 或 Group/<id>", "must be system, Patient or Group/<id>");
    }
    BulkExport from = new BulkExport(server, what.equals("system") ? "$export" : what + "/$export",
        settings.optional("types"), (long) settings.number("longest", 4_096, 1, 1 << 20) << 20, isSnapshot(settings));
    return new TakeExport(route.source(), from, route.inbox(), route.reach(), clock);
  }

  private FhirServer server(Settings settings, Web web, Duration timeout) {
    URI base = Question.url("url", settings.text("url").strip().replaceFirst("/+$", ""));
    Optional<Login> login = Login.of(settings, timeout);
    Map<String, Template> headers = new LinkedHashMap<>(
        Templates.of(settings, "headers", Template.Form.PLAIN, java.util.Set.of("token")));
    headers.put("Accept", new Template(FhirServer.JSON, Template.Form.PLAIN));
    Question question = Session.proven(new Question(base, Map.of(), headers, Optional.empty(), timeout), settings,
        login);
    return new FhirServer(base, question, Links.of(base, settings), new Session(login, web, clock), web);
  }

  private static boolean isSnapshot(Settings settings) {
    return settings.oneOf("delivers", "changes", "snapshot").equals("snapshot");
  }
}
