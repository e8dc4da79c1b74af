package cn.yilu.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class XmlRoutesTest {
  private static final String ANSWER = "<老人列表><老人/></老人列表>";

  @TempDir
  private Path temporary;
  @AutoClose
  private final Town town = new Town();
  private final BlockingQueue<Asked> asked = new LinkedBlockingQueue<>();
  private final CountDownLatch release = new CountDownLatch(1);
  private HttpServer server;
  private volatile Answering answering = exchange -> respond(exchange, 200, ANSWER.getBytes(UTF_8));

  private record Asked(String body, Map<String, String> headers) {}

  @FunctionalInterface
  private interface Answering {
    void answer(HttpExchange exchange) throws IOException;
  }

  @BeforeEach
  void serve() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
    server.createContext("/elders", this::handle);
    server.start();
  }

  @AfterEach
  void close() {
    release.countDown();
    server.stop(0);
  }

  @Test
  void theFirstQuestionHasNoTimeAndTheNextOneThatOfTheLastCommittedAnswer() throws Exception {
    Instant before = Instant.now().minusSeconds(2);
    start(Map.of("action", "GetElders"));

    assertThat(ask().body()).isEqualTo("<q></q>");
    var offer = town.inbox.next();
    assertThat(new String(offer.bytes(), UTF_8)).isEqualTo(ANSWER);
    assertThat(offer.envelope().mediaType()).isEqualTo("text/xml");
    assertThat(offer.envelope().charset()).contains(Charset.forName("GBK"));
    Instant place = Instant.parse(offer.envelope().position().orElseThrow());
    assertThat(place).isBetween(before.minusSeconds(30), Instant.now());
    offer.commit();

    Asked second = ask();
    assertThat(second.body()).isEqualTo("<q>" + place + "</q>");
    assertThat(second.headers()).containsEntry("type", "text/xml; charset=utf-8").containsEntry("action", "GetElders");
  }

  @Test
  void anAnswerThatWasNotCommittedIsAskedForAgain() throws Exception {
    start(Map.of());

    Asked first = ask();
    town.inbox.next().fail();

    assertThat(town.inbox.trouble().en()).contains("could not be committed");
    assertThat(ask()).isEqualTo(first);
  }

  @Test
  void theTimeIsWrittenAsTheSourceWantsIt() {
    Settings settings = new Settings(Map.of("url", "http://localhost/x", "body", "<q>${since}</q>", "sinceFormat",
        "yyyy-MM-dd'<'HH:mm:ss", "timeout", "5s"));

    String since = Times.of(settings).written(Optional.of(Instant.parse("2026-01-01T00:00:00Z")));

    assertThat(since).isEqualTo("2026-01-01<08:00:00");
    assertThat(XmlRoutes.question(settings).asked(Map.of("since", since)).bodyPublisher().orElseThrow()
        .contentLength()).isEqualTo("<q>2026-01-01&lt;08:00:00</q>".length());
  }

  @Test
  void aPackedAnswerIsUnpacked() throws Exception {
    answering = exchange -> {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      respond(exchange, 200, packed(ANSWER.getBytes(UTF_8)));
    };
    start(Map.of());

    assertThat(new String(town.inbox.next().bytes(), UTF_8)).isEqualTo(ANSWER);
  }

  @Test
  void aLongAnswerIsAFileThatIsGoneAfterTheCommit() throws Exception {
    byte[] large = "<x>".repeat(3 << 20).getBytes(UTF_8);
    answering = exchange -> respond(exchange, 200, large);
    start(Map.of("every", "1h"));

    var offer = town.inbox.next();
    Path file = ((Envelope.File) offer.envelope().content()).path();
    assertThat(file).hasSize(large.length).hasParent(temporary);
    offer.commit();

    await().until(() -> Files.notExists(file));
  }

  @Test
  void anAnswerWithoutEndIsCutOff() throws Exception {
    answering = exchange -> {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
      respond(exchange, 200, packed(new byte[(int) Web.LONGEST + 1]));
    };
    start(Map.of());

    assertThat(town.inbox.trouble().en()).isEqualTo("the answer is longer than 64 MiB");
    assertThat(town.inbox.isEmpty()).isTrue();
  }

  @Test
  void anErrorOfTheServerIsTroubleAndIsOvercomeAlone() throws Exception {
    answering = exchange -> respond(exchange, 503, "王桂兰".getBytes(UTF_8));
    start(Map.of());
    assertThat(town.inbox.trouble())
        .isEqualTo(new RecordingInbox.Told("elders", "服务器应答 HTTP 503", "the server answered HTTP 503"));

    answering = exchange -> respond(exchange, 200, ANSWER.getBytes(UTF_8));

    assertThat(town.inbox.next().envelope().name()).isEqualTo("/elders");
  }

  @Test
  void aServerThatIsNotThereIsTrouble() throws Exception {
    server.stop(0);
    start(Map.of());

    assertThat(town.inbox.trouble().en()).isEqualTo("the server cannot be reached");
  }

  @Test
  void aSilentServerIsGivenUp() throws Exception {
    answering = exchange -> awaitRelease();
    start(Map.of("timeout", "100ms"));

    assertThat(town.inbox.trouble().en()).isEqualTo("the server did not answer in time");
  }

  @Test
  void anAnswerThatStallsIsGivenUp() throws Exception {
    answering = exchange -> {
      exchange.sendResponseHeaders(200, 0);
      exchange.getResponseBody().write(ANSWER.getBytes(UTF_8));
      exchange.getResponseBody().flush();
      awaitRelease();
    };
    start(Map.of("timeout", "500ms"));

    assertThat(town.inbox.trouble().en()).isEqualTo("the answer did not end in time");
  }

  @Test
  void anAnswerThatBreaksOffIsNotHandedOn() throws Exception {
    answering = exchange -> {
      exchange.sendResponseHeaders(200, 1_000);
      exchange.getResponseBody().write(ANSWER.getBytes(UTF_8));
      exchange.getResponseBody().flush();
      exchange.close();
    };
    start(Map.of());

    assertThat(town.inbox.trouble().en()).isEqualTo("the answer could not be received wholly");
    assertThat(town.inbox.isEmpty()).isTrue();
  }

  private void start(Map<String, String> more) throws Exception {
    Map<String, String> settings = new HashMap<>(Map.of("url",
        "http://127.0.0.1:" + server.getAddress().getPort() + "/elders", "body", "<q>${since}</q>", "every", "20ms"));
    settings.putAll(more);
    town.start(new XmlRoutes(temporary, Clock.systemUTC()), "elders", settings);
  }

  private Asked ask() throws InterruptedException {
    return asked.poll(30, TimeUnit.SECONDS);
  }

  private void handle(HttpExchange exchange) throws IOException {
    asked.add(new Asked(new String(exchange.getRequestBody().readAllBytes(), UTF_8),
        Map.of("type", exchange.getRequestHeaders().getFirst("Content-Type"), "action",
            String.valueOf(exchange.getRequestHeaders().getFirst("SOAPAction")))));
    answering.answer(exchange);
  }

  private static void respond(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "text/xml; charset=GBK");
    exchange.sendResponseHeaders(status, body.length);
    try (OutputStream out = exchange.getResponseBody()) {
      out.write(body);
    }
  }

  private void awaitRelease() {
    try {
      release.await();
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }

  private static byte[] packed(byte[] bytes) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      out.write(bytes);
    }
    return packed.toByteArray();
  }
}
