package cn.yilu.examples.health;

import cn.yilu.examples.town.Town;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/**
 * A clinic with a FHIR R4 server: searches for {@code Patient}, {@code Observation} and {@code Immunization} with {@code _count}
 * and {@code _lastUpdated=ge…}, answered as bundles with a link to the next page; and anybody may read a resource, create
 * one (POST) or put it in the place of another (PUT), of at most a MiB. What came in that way is kept as long as it runs.
 * All of it, or what changed since, can be exported in bulk ({@code $export}).
 */
public final class Clinic implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LARGEST_PAGE = 100;
  private static final int LARGEST_RESOURCE = 1 << 20;
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9.-]{1,64}");
  private final List<Patient> patients;
  private final Resources resources = new Resources("Patient", "Observation", "Immunization");
  private final Exports exports;
  private final int share;
  private final HttpServer server;
  private final Clock clock;
  private int measured;

  private record Reply(int status, Map<String, Object> content) {}

  /**
   * Opens on this port of the loopback.
   *
   * @param share which of the four parts that the town's patients are divided into comes here, from 0
   */
  public Clinic(Town town, int share, int port, Clock clock) throws IOException {
    this.clock = clock;
    this.share = share;
    exports = new Exports(resources, clock);
    patients = Patient.of(town, share).toList();
    for (Patient patient : patients) {
      resources.put("Patient", patient.id(), patient.changed(), patient::patient);
      resources.put("Observation", patient.pressureId(), patient.changed(), patient::pressure);
    }
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/fhir/", this::answer);
    server.start();
  }

  /** Base address of the server. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/fhir";
  }

  /** How many patients it has. */
  public int patients() {
    return patients.size();
  }

  /** Measures somebody's glucose. */
  public synchronized void measure(RandomGenerator random) {
    if (!patients.isEmpty()) {
      Instant now = clock.instant();
      Patient patient = patients.get(random.nextInt(patients.size()));
      String id = (share == 0 ? "g" : "g" + share + "-") + now.getEpochSecond() + "-" + measured++;
      Map<String, Object> glucose = patient.glucose(id, now, Math.round((4 + random.nextDouble() * 6) * 10) / 10.0);
      resources.put("Observation", id, now, () -> glucose);
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath().substring("/fhir/".length());
      if (path.startsWith(Exports.PLACE + "/")) {
        exports.answer(exchange, path.substring(Exports.PLACE.length() + 1), url());
        return;
      }
      if (path.equals(Exports.OPERATION)) {
        Map<String, String> asked = parameters(exchange);
        String place = exports.order(asked, since("ge" + asked.getOrDefault("_since", "")));
        exchange.getResponseHeaders().set("Content-Location", url() + "/" + place);
        exchange.sendResponseHeaders(202, -1);
        return;
      }
      Reply reply = reply(exchange);
      byte[] bytes = JSON.writeValueAsBytes(reply.content());
      exchange.getResponseHeaders().set("Content-Type", "application/fhir+json;charset=UTF-8");
      exchange.sendResponseHeaders(reply.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private Reply reply(HttpExchange exchange) throws IOException {
    String[] path = exchange.getRequestURI().getPath().substring("/fhir/".length()).split("/", 2);
    String type = path[0];
    Optional<String> id = path.length == 2 ? Optional.of(path[1]) : Optional.empty();
    String method = exchange.getRequestMethod();
    if (type.equals("metadata")) {
      return new Reply(200, capabilities());
    }
    if (!resources.has(type)) {
      return refused(404, "not-supported", "no such type");
    }
    return switch (method) {
      case "GET" ->
        id.map(each -> read(type, each)).orElseGet(() -> new Reply(200, search(type, parameters(exchange))));
      case "PUT", "POST" -> write(type, id.orElseGet(resources::anyId), exchange);
      default -> refused(405, "not-supported", "GET, PUT or POST");
    };
  }

  private Map<String, Object> capabilities() {
    return Map.of("resourceType", "CapabilityStatement", "status", "active", "date", clock.instant().toString(), "kind",
        "instance", "fhirVersion", "4.0.1", "format", List.of("application/fhir+json"), "rest",
        List.of(Map.of("mode", "server", "operation", List.of(Map.of("name", "export", "definition",
            "http://hl7.org/fhir/uv/bulkdata/OperationDefinition/export")), "resource",
            resources.types().stream().map(type -> Map.of("type", type, "interaction",
                List.of(Map.of("code", "read"), Map.of("code", "create"), Map.of("code", "update"),
                    Map.of("code", "search-type"))))
                .toList())));
  }

  private Reply read(String type, String id) {
    return resources.get(type, id).map(found -> new Reply(200, found))
        .orElseGet(() -> refused(404, "not-found", "no such resource"));
  }

  private Reply write(String type, String id, HttpExchange exchange) throws IOException {
    byte[] body = exchange.getRequestBody().readNBytes(LARGEST_RESOURCE + 1);
    if (body.length > LARGEST_RESOURCE) {
      return refused(413, "too-long", "at most 1 MiB");
    }
    Map<String, Object> resource;
    try {
      resource = new LinkedHashMap<>(JSON.readValue(body, new TypeReference<Map<String, Object>>() {
      }));
    } catch (JacksonException e) {
      return refused(400, "structure", "no JSON object");
    }
    if (!type.equals(resource.get("resourceType")) || !ID.matcher(id).matches()) {
      return refused(400, "invalid", "resourceType must be the address's, the id letters, digits, - and .");
    }
    Instant now = clock.instant();
    resource.put("id", id);
    resource.put("meta", Map.of("lastUpdated", now.toString()));
    boolean isNew = resources.put(type, id, now, () -> resource);
    exchange.getResponseHeaders().set("Location", url() + "/" + type + "/" + id);
    return new Reply(isNew ? 201 : 200, resource);
  }

  private Map<String, Object> search(String type, Map<String, String> asked) {
    Instant since = since(asked.getOrDefault("_lastUpdated", ""));
    int size = Math.clamp(number(asked, "_count", LARGEST_PAGE), 1, LARGEST_PAGE);
    int from = Math.max(0, number(asked, "_offset", 0));
    Resources.Found found = resources.find(type, since, from, size);
    Map<String, Object> bundle = new LinkedHashMap<>();
    bundle.put("resourceType", "Bundle");
    bundle.put("type", "searchset");
    bundle.put("total", found.total());
    if (from + size < found.total()) {
      bundle.put("link", List.of(Map.of("relation", "next", "url", url() + "/" + type + "?_count=" + size + "&_offset="
          + (from + size) + "&_lastUpdated=ge" + since)));
    }
    bundle.put("entry",
        found.resources().stream().map(each -> Map.of("fullUrl", url() + "/" + type + "/" + each.get("id"),
            "resource", each)).toList());
    return bundle;
  }

  private static Reply refused(int status, String code, String why) {
    return new Reply(status, Map.of("resourceType", "OperationOutcome", "issue",
        List.of(Map.of("severity", "error", "code", code, "diagnostics", why))));
  }

  private static Instant since(String asked) {
    try {
      return asked.startsWith("ge") ? Instant.parse(asked.substring(2)) : Instant.EPOCH;
    } catch (DateTimeException e) {
      return Instant.EPOCH;
    }
  }

  private static Map<String, String> parameters(HttpExchange exchange) {
    Map<String, String> parameters = new HashMap<>();
    for (String pair : Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("").split("&")) {
      String[] parts = pair.split("=", 2);
      parameters.put(parts[0], parts.length == 2 ? URLDecoder.decode(parts[1], StandardCharsets.UTF_8) : "");
    }
    return parameters;
  }

  private static int number(Map<String, String> asked, String name, int otherwise) {
    try {
      return Integer.parseInt(asked.getOrDefault(name, ""));
    } catch (NumberFormatException e) {
      return otherwise;
    }
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
