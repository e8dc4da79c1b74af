package cn.yilu.examples.process;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The service's HTTP API as any program sees it. */
public final class Api {
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final HttpClient http = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(2)).build();
  private final String base;

  public Api(String base) {
    this.base = base;
  }

  /** An answer with its status; body empty JSON when there was none. */
  public record Answer(int status, JsonNode body) {

    /** The body of an answer that must be good. */
    public JsonNode good(String what) {
      if (status / 100 != 2) {
        throw new IllegalStateException(what + ": the service answered " + status + " " + body.path("detail").asString(
            ""));
      }
      return body;
    }
  }

  public Answer get(String path, String token) throws InterruptedException {
    return send(request(path, token).GET().build());
  }

  public Answer post(String path, String token, Map<String, ?> body) throws InterruptedException {
    return send(request(path, token).header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))).build());
  }

  /** Pushes objects, one a line; the same body under the same name is taken once. */
  public Answer push(String path, String token, String name, String lines) throws InterruptedException {
    return send(request(path, token).header("Content-Type", "application/x-ndjson").header("Idempotency-Key", name)
        .POST(HttpRequest.BodyPublishers.ofString(lines)).build());
  }

  private HttpRequest.Builder request(String path, String token) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + path)).timeout(Duration.ofSeconds(30))
        .header("User-Agent", "yilu-demo");
    return token.isEmpty() ? request : request.header("Authorization", "Bearer " + token);
  }

  /** Status 0 when nobody answered. */
  private Answer send(HttpRequest request) throws InterruptedException {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
      return new Answer(response.statusCode(), json && !response.body().isBlank()
          ? JSON.readTree(response.body())
          : JSON.createObjectNode());
    } catch (IOException e) {
      return new Answer(0, JSON.createObjectNode());
    }
  }
}
