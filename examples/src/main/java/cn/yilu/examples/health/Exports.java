package cn.yilu.examples.health;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * Bulk exports (FHIR Bulk Data Access 2) of what a clinic knows: ordered by {@code $export} with {@code _type} and
 * {@code _since}, ready when asked about for the second time, one file of NDJSON for each type, kept until taken back or
 * until there are sixteen newer ones.
 */
final class Exports {
  static final String OPERATION = "$export";
  static final String PLACE = "export";
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final int MOST = 16;
  private static final int PAGE = 500;
  private static final String FILE = ".ndjson";
  private final Resources resources;
  private final Clock clock;
  private final Map<String, Export> ordered = new LinkedHashMap<>();

  /** An export that was ordered; {@code asked} once somebody has asked about it. */
  private record Export(List<String> types, Instant since, Instant at, boolean asked) {}

  Exports(Resources resources, Clock clock) {
    this.resources = resources;
    this.clock = clock;
  }

  /** Takes an order; answers where to ask about it, relative to the server's base. */
  synchronized String order(Map<String, String> asked, Instant since) {
    List<String> types = Optional.ofNullable(asked.get("_type")).map(list -> Arrays.stream(list.split(","))
        .filter(resources::has).toList()).orElseGet(resources::types);
    if (ordered.size() == MOST) {
      ordered.remove(ordered.keySet().iterator().next());
    }
    String id = UUID.randomUUID().toString();
    ordered.put(id, new Export(types, since, clock.instant(), false));
    return PLACE + "/" + id;
  }

  /** Answers a question about an export, for one of its files, or that it is not needed any more. */
  void answer(HttpExchange exchange, String path, String base) throws IOException {
    String[] parts = path.split("/", 2);
    Optional<Export> export = exchange.getRequestMethod().equals("DELETE") ? Optional.empty() : asked(parts[0]);
    if (exchange.getRequestMethod().equals("DELETE")) {
      exchange.sendResponseHeaders(forget(parts[0]) ? 202 : 404, -1);
    } else if (export.isEmpty()) {
      exchange.sendResponseHeaders(404, -1);
    } else if (parts.length == 2) {
      file(exchange, export.get(), parts[1]);
    } else if (export.get().asked()) {
      byte[] manifest = JSON.writeValueAsBytes(manifest(export.get(), base + "/" + PLACE + "/" + parts[0]));
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.sendResponseHeaders(200, manifest.length);
      exchange.getResponseBody().write(manifest);
    } else {
      exchange.getResponseHeaders().set("Retry-After", "1");
      exchange.sendResponseHeaders(202, -1);
    }
  }

  /** The export as it was before this question. */
  private synchronized Optional<Export> asked(String id) {
    Optional<Export> export = Optional.ofNullable(ordered.get(id));
    export.ifPresent(one -> ordered.put(id, new Export(one.types(), one.since(), one.at(), true)));
    return export;
  }

  private synchronized boolean forget(String id) {
    return ordered.remove(id) != null;
  }

  private Map<String, Object> manifest(Export export, String at) {
    List<Map<String, String>> files = export.types().stream()
        .filter(type -> resources.find(type, export.since(), 0, 0).total() > 0)
        .map(type -> Map.of("type", type, "url", at + "/" + type + FILE)).toList();
    return Map.of("transactionTime", export.at().toString(), "request", at, "requiresAccessToken", false, "output",
        files, "error", List.of());
  }

  /** Written page by page, so that a large file needs little memory. */
  private void file(HttpExchange exchange, Export export, String name) throws IOException {
    String type = name.endsWith(FILE) ? name.substring(0, name.length() - FILE.length()) : "";
    if (!export.types().contains(type)) {
      exchange.sendResponseHeaders(404, -1);
      return;
    }
    Headers headers = exchange.getResponseHeaders();
    headers.set("Content-Type", "application/fhir+ndjson");
    exchange.sendResponseHeaders(200, 0);
    try (OutputStream out = new BufferedOutputStream(exchange.getResponseBody(), 1 << 16)) {
      int from = 0;
      List<Map<String, Object>> page = resources.find(type, export.since(), from, PAGE).resources();
      while (!page.isEmpty()) {
        for (Map<String, Object> resource : page) {
          out.write(JSON.writeValueAsBytes(resource));
          out.write('\n');
        }
        from += PAGE;
        page = resources.find(type, export.since(), from, PAGE).resources();
      }
    }
  }
}
