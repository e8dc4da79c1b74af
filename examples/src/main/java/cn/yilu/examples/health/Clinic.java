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
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import tools.jackson.databind.json.JsonMapper;

/**
 * A clinic with a FHIR R4 server: searches for {@code Patient} and {@code Observation} with {@code _count} and
 * {@code _lastUpdated=ge…}, answered as bundles with a link to the next page.
 */
public final class Clinic implements AutoCloseable {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int LARGEST_PAGE = 100;
  private final List<Patient> patients;
  private final Map<String, List<Resource>> resources = new HashMap<>();
  private final HttpServer server;
  private final Clock clock;
  private int measured;

  /** Written when it is asked for: a large town has more of them than the memory for it. */
  private record Resource(Instant changed, Supplier<Map<String, Object>> content) {}

  /** Opens on this port of the loopback. */
  public Clinic(Town town, int port, Clock clock) throws IOException {
    this.clock = clock;
    patients = Patient.of(town).toList();
    resources.put("Patient", new ArrayList<>(
        patients.stream().map(patient -> new Resource(patient.changed(), patient::patient)).toList()));
    resources.put("Observation", new ArrayList<>(
        patients.stream().map(patient -> new Resource(patient.changed(), patient::pressure)).toList()));
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
      Map<String, Object> glucose = patient.glucose("g" + now.getEpochSecond() + "-" + measured++, now,
          Math.round((4 + random.nextDouble() * 6) * 10) / 10.0);
      resources.getOrDefault("Observation", List.of()).add(new Resource(now, () -> glucose));
    }
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String type = exchange.getRequestURI().getPath().substring("/fhir/".length());
      Map<String, String> asked = parameters(exchange);
      Optional<Map<String, Object>> bundle = bundle(type, asked);
      byte[] bytes = JSON.writeValueAsBytes(bundle.orElse(Map.of("resourceType", "OperationOutcome", "issue",
          List.of(Map.of("severity", "error", "code", "not-found")))));
      exchange.getResponseHeaders().set("Content-Type", "application/fhir+json;charset=UTF-8");
      exchange.sendResponseHeaders(bundle.isPresent() ? 200 : 404, bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private synchronized Optional<Map<String, Object>> bundle(String type, Map<String, String> asked) {
    List<Resource> all = resources.get(type);
    if (all == null) {
      return Optional.empty();
    }
    Instant since = since(asked.getOrDefault("_lastUpdated", ""));
    List<Resource> found = all.stream().filter(each -> !each.changed().isBefore(since)).toList();
    int size = Math.clamp(number(asked, "_count", LARGEST_PAGE), 1, LARGEST_PAGE);
    int from = Math.clamp(number(asked, "_offset", 0), 0, found.size());
    int to = Math.min(found.size(), from + size);
    Map<String, Object> bundle = new LinkedHashMap<>();
    bundle.put("resourceType", "Bundle");
    bundle.put("type", "searchset");
    bundle.put("total", found.size());
    if (to < found.size()) {
      bundle.put("link", List.of(Map.of("relation", "next", "url", url() + "/" + type + "?_count=" + size + "&_offset="
          + to + "&_lastUpdated=ge" + since)));
    }
    bundle.put("entry", found.subList(from, to).stream().map(each -> each.content().get()).map(each -> Map.of("fullUrl",
        url() + "/" + type + "/" + each.get("id"), "resource", each)).toList());
    return Optional.of(bundle);
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
