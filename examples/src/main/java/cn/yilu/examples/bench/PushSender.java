package cn.yilu.examples.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A vendor's program that pushes: it names each body, asks before it sends it, waits as long as it is told to, and sends
 * it again under the same name when the connection broke before the answer came.
 */
final class PushSender implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(40);
  private static final int TRIES = 1_000;
  private static final long WHEN_BROKEN = 2;
  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicLong toldToWait = new AtomicLong();
  private final AtomicLong broken = new AtomicLong();
  private final String address;
  private final String token;

  PushSender(String address, String token) {
    this.address = address;
    this.token = token;
  }

  /** What a push became. */
  record Receipt(long received, long used, long rejected) {}

  /** Sends NDJSON until it is taken. */
  Receipt push(BodyPublisher body) throws IOException, InterruptedException {
    return push("application/x-ndjson", body);
  }

  /** Sends until it is taken. */
  Receipt push(String mediaType, BodyPublisher body) throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE)
        .header("Authorization", "Bearer " + token).header("Content-Type", mediaType)
        .header("Idempotency-Key", UUID.randomUUID().toString()).expectContinue(true).POST(body).build();
    for (int tried = 0; tried < TRIES; tried++) {
      Optional<HttpResponse<String>> answer = sent(request);
      if (answer.isPresent() && answer.get().statusCode() == 200) {
        JsonNode receipt = JsonMapper.shared().readTree(answer.get().body());
        return new Receipt(receipt.path("received").asLong(), receipt.path("used").asLong(), receipt.path("rejected")
            .asLong());
      }
      Thread.sleep(Duration.ofSeconds(answer.isPresent() ? pause(answer.get()) : WHEN_BROKEN));
    }
    throw new IOException("the push was never taken");
  }

  /** The answer, unless the connection broke before it came. */
  private Optional<HttpResponse<String>> sent(HttpRequest request) throws InterruptedException {
    try {
      return Optional.of(http.send(request, HttpResponse.BodyHandlers.ofString()));
    } catch (IOException e) {
      broken.incrementAndGet();
      return Optional.empty();
    }
  }

  private long pause(HttpResponse<String> answer) throws IOException {
    toldToWait.incrementAndGet();
    return answer.headers().firstValueAsLong("Retry-After").orElseThrow(
        () -> new IOException("the push was answered " + answer.statusCode() + " " + answer.body()));
  }

  /** How often it was told to send again later. */
  long toldToWait() {
    return toldToWait.get();
  }

  /** How often the connection broke before the answer. */
  long broken() {
    return broken.get();
  }

  @Override
  public void close() {
    http.close();
  }
}
