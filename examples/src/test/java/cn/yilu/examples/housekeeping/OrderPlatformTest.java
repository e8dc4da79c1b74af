package cn.yilu.examples.housekeeping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.yilu.examples.process.Kept;
import cn.yilu.examples.town.Town;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrderPlatformTest {
  private static final Clock NOON = Clock.fixed(Instant.parse("2026-03-01T04:00:00Z"), ZoneOffset.UTC);
  @TempDir
  Path folder;
  private final List<Pushed> pushed = new CopyOnWriteArrayList<>();
  private HttpServer server;
  private volatile int status = 503;

  /** A body that came, and the name it came by. */
  private record Pushed(String name, List<String> lines) {}

  @BeforeEach
  void open() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::take);
    server.start();
  }

  @AfterEach
  void close() {
    server.stop(0);
  }

  @Test
  void aBodyThatWasNotTakenIsSentAgainAsItWasAndThenOneStepAtATime() throws Exception {
    Path door = folder.resolve("door.properties");
    OrderPlatform platform = new OrderPlatform(folder, door, new Town(1, 300), NOON);
    platform.send();
    assertThat(pushed).isEmpty();
    new Kept(door).replace(Map.of("base", "http://127.0.0.1:" + server.getAddress().getPort(), "path", "/orders",
        "token", "t"));

    assertThatThrownBy(platform::send).hasMessageContaining("503");
    status = 200;
    platform.send();
    platform.send();

    assertThat(pushed).hasSize(3);
    assertThat(pushed.get(1)).isEqualTo(pushed.getFirst());
    assertThat(pushed.get(1).lines()).hasSize(240).allMatch(line -> line.startsWith("{\"bill\":\"JZ0000"))
        .doesNotHaveDuplicates();
    assertThat(pushed.get(2).lines()).singleElement().asString().contains("\"bill\":\"JZ000060\",\"step\":\"N\"");
    assertThat(pushed.get(2).name()).isNotEqualTo(pushed.get(1).name());
  }

  @Test
  void anotherStartGoesOnWhereItWas() throws Exception {
    Path door = folder.resolve("door.properties");
    new Kept(door).replace(Map.of("base", "http://127.0.0.1:" + server.getAddress().getPort(), "path", "/orders",
        "token", "t"));
    status = 200;
    new OrderPlatform(folder, door, new Town(1, 300), NOON).send();

    new OrderPlatform(folder, door, new Town(1, 300), NOON).send();

    assertThat(pushed.get(1).lines()).singleElement().asString().contains("JZ000060");
  }

  private void take(HttpExchange exchange) throws IOException {
    try (exchange) {
      String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
      pushed.add(new Pushed(exchange.getRequestHeaders().getFirst("Idempotency-Key"), body.lines().toList()));
      exchange.sendResponseHeaders(status, -1);
    }
  }
}
