package cn.yilu.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A vendor's web server, whose manners a test decides. */
final class Vendor implements AutoCloseable {
  private final HttpServer server;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
  private volatile Manners manners;

  /** How the server answers. */
  @FunctionalInterface
  interface Manners {
    void answer(Asked asked) throws IOException;
  }

  /** A question as it reached the server. */
  record Asked(HttpExchange exchange, String path, Map<String, String> query, String body) {
    int number(String parameter) {
      return Integer.parseInt(query.getOrDefault(parameter, "0"));
    }

    Optional<String> header(String name) {
      return Optional.ofNullable(exchange.getRequestHeaders().getFirst(name));
    }

    void json(String json) throws IOException {
      answer(200, "application/json", json.getBytes(UTF_8));
    }

    void status(int status, String... header) throws IOException {
      for (int i = 0; i < header.length; i += 2) {
        exchange.getResponseHeaders().set(header[i], header[i + 1]);
      }
      answer(status, "text/plain", "王桂兰 13800000000".getBytes(UTF_8));
    }

    void answer(int status, String type, byte[] body) throws IOException {
      exchange.getResponseHeaders().set("Content-Type", type);
      exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
      try (OutputStream out = exchange.getResponseBody()) {
        out.write(body);
      }
    }
  }

  Vendor(Manners manners) throws IOException {
    this(manners, 0);
  }

  private Vendor(Manners manners, int port) throws IOException {
    this.manners = manners;
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/", this::handle);
    server.start();
  }

  /** The same address served anew, after this was closed. */
  Vendor again(Manners now) throws IOException {
    return new Vendor(now, server.getAddress().getPort());
  }

  void behave(Manners now) {
    manners = now;
  }

  String url(String path) {
    return "http://127.0.0.1:" + server.getAddress().getPort() + path;
  }

  Asked asked() throws InterruptedException {
    Asked next = asked.poll(30, TimeUnit.SECONDS);
    assertThat(next).as("a question").isNotNull();
    return next;
  }

  boolean isUnasked() {
    return asked.isEmpty();
  }

  /** Hangs a connection until the end of the test. */
  void hang() {
    try {
      closing.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  /** Waits, a little, unless the test is over. */
  boolean open(long milliseconds) {
    try {
      return !closing.await(milliseconds, TimeUnit.MILLISECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** Rows as JSON objects with their number, of which this page has its part. */
  static String rows(int all, int from, int size) {
    return IntStream.range(Math.clamp(from, 0, all), Math.clamp((long) from + size, 0, all))
        .mapToObj(n -> "{\"id\":" + n + "}").collect(Collectors.joining(",", "[", "]"));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      Asked now = new Asked(exchange, exchange.getRequestURI().getPath(), query(exchange.getRequestURI().getRawQuery()),
          new String(exchange.getRequestBody().readAllBytes(), UTF_8));
      asked.add(now);
      manners.answer(now);
    }
  }

  private static Map<String, String> query(@org.jspecify.annotations.Nullable String raw) {
    Map<String, String> query = new LinkedHashMap<>();
    for (String pair : raw == null ? List.<String>of() : List.of(raw.split("&"))) {
      String[] parts = pair.split("=", 2);
      query.put(URLDecoder.decode(parts[0], UTF_8), parts.length > 1 ? URLDecoder.decode(parts[1], UTF_8) : "");
    }
    return query;
  }

  @Override
  public void close() {
    closing.countDown();
    server.stop(0);
  }
}
