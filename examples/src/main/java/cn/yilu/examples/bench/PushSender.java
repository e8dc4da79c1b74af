package cn.yilu.examples.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A vendor's program that pushes: it asks before it sends a body, and waits as long as it is told to. */
final class PushSender implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(40);
  private static final int TRIES = 1_000;
  private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final AtomicLong toldToWait = new AtomicLong();
  private final String address;
  private final String token;

  PushSender(String address, String token) {
    this.address = address;
    this.token = token;
  }

  /** What a push became. */
  record Receipt(long received, long used, long rejected) {}

  /** Sends until it is taken. */
  Receipt push(BodyPublisher body) throws IOException, InterruptedException {
    for (int tried = 0; tried < TRIES; tried++) {
      HttpResponse<String> answer = http.send(HttpRequest.newBuilder(URI.create(address)).timeout(PATIENCE)
          .header("Authorization", "Bearer " + token).header("Content-Type", "application/x-ndjson")
          .expectContinue(true).POST(body).build(), HttpResponse.BodyHandlers.ofString());
      if (answer.statusCode() == 200) {
        JsonNode receipt = JsonMapper.shared().readTree(answer.body());
        return new Receipt(receipt.path("received").asLong(), receipt.path("used").asLong(), receipt.path("rejected")
            .asLong());
      }
      if (answer.statusCode() != 429 && answer.statusCode() != 503) {
        throw new IOException("the push was answered " + answer.statusCode() + " " + answer.body());
      }
      toldToWait.incrementAndGet();
      Thread.sleep(Duration.ofSeconds(answer.headers().firstValueAsLong("Retry-After").orElseThrow()));
    }
    throw new IOException("the push was never taken");
  }

  /** How often it was told to send again later. */
  long toldToWait() {
    return toldToWait.get();
  }

  @Override
  public void close() {
    http.close();
  }
}
