package cn.yilu.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Servers that are broken or mean no good: nothing of theirs is handed on, and nothing of ours grows or hangs. */
class HostileServersTest {
  @TempDir
  private Path temporary;
  @AutoClose
  private final Town town = new Town();
  @AutoClose
  private final Vendor vendor = new Vendor(asked -> asked.json("[]"));

  HostileServersTest() throws IOException {}

  @Test
  void anAnswerThatTricklesForeverIsCutOffByTime() throws Exception {
    vendor.behave(asked -> {
      asked.exchange().sendResponseHeaders(200, 0);
      OutputStream out = asked.exchange().getResponseBody();
      out.write('[');
      while (vendor.open(20)) {
        out.write(' ');
        out.flush();
      }
    });
    start(Map.of("timeout", "500ms"));

    assertTrouble("the answer did not end in time");
  }

  @Test
  void anAnswerThatNeverEndsIsCutOffByLength() throws Exception {
    vendor.behave(asked -> {
      asked.exchange().sendResponseHeaders(200, 0);
      OutputStream out = asked.exchange().getResponseBody();
      byte[] blanks = " ".repeat(1 << 16).getBytes(UTF_8);
      while (vendor.open(0)) {
        out.write(blanks);
      }
    });
    start(Map.of());

    assertTrouble("the answer is longer than 64 MiB");
    await().untilAsserted(() -> assertThat(temporary).isEmptyDirectory());
  }

  @Test
  void anAnswerThatUnpacksWithoutEndIsCutOff() throws Exception {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      byte[] blanks = new byte[1 << 20];
      for (int i = 0; i <= 64; i++) {
        out.write(blanks);
      }
    }
    vendor.behave(asked -> {
      asked.exchange().getResponseHeaders().set("Content-Encoding", "gzip");
      asked.answer(200, "application/json", packed.toByteArray());
    });
    start(Map.of());

    assertTrouble("the answer is longer than 64 MiB");
  }

  @Test
  void aLongRefusalIsNotRead() throws Exception {
    vendor.behave(asked -> {
      asked.exchange().sendResponseHeaders(500, 0);
      OutputStream out = asked.exchange().getResponseBody();
      while (vendor.open(0)) {
        out.write(new byte[1 << 16]);
      }
    });
    start(Map.of());

    assertTrouble("the server answered HTTP 500");
  }

  @Test
  void aRedirectIsNotFollowed() throws Exception {
    vendor.behave(asked -> asked.status(302, "Location", "/again"));
    start(Map.of("user", "yilu", "password", "geheim"));

    assertTrouble("the server answered HTTP 302");
    assertThat(vendor.asked().path()).isEqualTo("/staff");
  }

  @Test
  void anAnswerShorterThanItSaysIsNotHandedOn() throws Exception {
    vendor.behave(asked -> {
      asked.exchange().sendResponseHeaders(200, 1_000);
      asked.exchange().getResponseBody().write("[{\"id\":0}]".getBytes(UTF_8));
      asked.exchange().getResponseBody().flush();
      asked.exchange().close();
    });
    start(Map.of());

    assertTrouble("the answer could not be received wholly");
  }

  @Test
  void whatIsSaidToBePackedButIsNotIsTrouble() throws Exception {
    vendor.behave(asked -> {
      asked.exchange().getResponseHeaders().set("Content-Encoding", "gzip");
      asked.json("[{\"id\":0}]");
    });
    start(Map.of());

    assertTrouble("the answer could not be received wholly");
  }

  @Test
  void jsonNestedWithoutEndIsRefused() throws Exception {
    vendor.behave(asked -> asked.json("[".repeat(1 << 20)));
    start(Map.of());

    assertTrouble("the answer is not JSON, or it breaks off");
  }

  @Test
  void jsonThatBreaksOffIsNotHandedOn() throws Exception {
    vendor.behave(asked -> asked.json("[{\"id\":0},{\"na"));
    start(Map.of());

    assertTrouble("the answer is not JSON, or it breaks off");
  }

  @Test
  void aServerNobodyVouchesForIsNotAsked() throws Exception {
    try (Https server = new Https()) {
      start(Map.of("url", server.url()));

      assertTrouble("the TLS handshake failed: the certificate is not trusted, or no common protocol");
    }
  }

  @Test
  void aServerWhoseCertificateIsNamedIsAsked() throws Exception {
    try (Https server = new Https()) {
      start(Map.of("url", server.url(), "trust", server.certificate()));

      assertThat(new String(town.inbox.next().bytes(), UTF_8)).isEqualTo("[{\"id\":0}]");
    }
  }

  private void start(Map<String, String> more) throws Exception {
    Map<String, String> settings = new HashMap<>(
        Map.of("url", vendor.url("/staff"), "every", "1h", "rows", ".", "timeout", "30s"));
    settings.putAll(more);
    town.start(new HttpRoutes(temporary, Clock.systemUTC()), "staff", settings);
  }

  private void assertTrouble(String words) throws InterruptedException {
    assertThat(town.inbox.trouble().en()).isEqualTo(words);
    assertThat(town.inbox.isEmpty()).isTrue();
  }

  /** A server with a certificate that it signed itself. */
  private final class Https implements AutoCloseable {
    private static final String PASSWORD = "changeit";
    private final Path keys = temporary.resolve("keys.p12");
    private final HttpsServer server;

    private Https() throws Exception {
      keytool("-genkeypair", "-alias", "server", "-keyalg", "EC", "-dname", "CN=vendor", "-ext",
          "SAN=ip:127.0.0.1", "-validity", "2");
      KeyStore store = KeyStore.getInstance(keys.toFile(), PASSWORD.toCharArray());
      KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, PASSWORD.toCharArray());
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, null);
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(context));
      server.createContext("/", exchange -> {
        byte[] body = "[{\"id\":0}]".getBytes(UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
      });
      server.start();
    }

    private String url() {
      return "https://127.0.0.1:" + server.getAddress().getPort() + "/staff";
    }

    private String certificate() throws Exception {
      Path file = temporary.resolve("server.pem");
      keytool("-exportcert", "-rfc", "-alias", "server", "-file", file.toString());
      return Files.readString(file);
    }

    private void keytool(String... arguments) throws Exception {
      var command = new java.util.ArrayList<>(java.util.List.of(
          Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-keystore", keys.toString(),
          "-storepass", PASSWORD));
      command.addAll(1, java.util.List.of(arguments));
      assertThat(new ProcessBuilder(command).redirectErrorStream(true)
          .redirectOutput(temporary.resolve("keytool.log").toFile()).start().waitFor()).isZero();
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }
}
