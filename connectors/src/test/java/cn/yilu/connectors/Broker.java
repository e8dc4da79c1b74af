package cn.yilu.connectors;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A real MQTT broker: a mosquitto process that keeps sessions over a restart. Installed where it is missing. */
final class Broker {
  private static final Path PROGRAM = Path.of("/usr/sbin/mosquitto");

  private final Path folder;
  private final int port;
  private final int securedPort;
  private String secured = "";
  private String keeping = "";
  private @Nullable Process process;

  Broker(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    this.port = freePort();
    this.securedPort = freePort();
    if (Files.notExists(PROGRAM)) {
      run("apt-get", "update", "-qq");
      run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "mosquitto");
    }
  }

  String url() {
    return "tcp://127.0.0.1:" + port;
  }

  String securedUrl() {
    return "ssl://localhost:" + securedPort;
  }

  /** Has a second door from the next start on: by TLS, with a login; the first stays as it is. */
  void secure(Certificate certificate, String user, String password) throws IOException, InterruptedException {
    certificate.write(folder.resolve("broker.pem"), folder.resolve("broker.key"));
    Path passwords = folder.resolve("passwords");
    if (new ProcessBuilder("mosquitto_passwd", "-b", "-c", passwords.toString(), user, password).inheritIO().start()
        .waitFor() != 0) {
      throw new IOException("mosquitto_passwd failed");
    }
    secured = """
              listener %d 127.0.0.1
              allow_anonymous false
              password_file %s
              certfile %s
              keyfile %s
              """.formatted(securedPort, passwords, folder.resolve("broker.pem"), folder.resolve("broker.key"));
  }

  /** Has what it keeps on disk after a second, from the next start on. */
  void keepSoon() {
    keeping = "autosave_interval 1\n";
  }

  /** Whether this is on disk, also when the power goes now. */
  boolean keeps(String text) throws IOException {
    Path kept = folder.resolve("mosquitto.db");
    return Files.exists(kept) && Files.readString(kept, StandardCharsets.ISO_8859_1).contains(text);
  }

  void start() throws IOException {
    Path settings = folder.resolve("mosquitto.conf");
    Files.writeString(settings, """
                                per_listener_settings true
                                listener %d 127.0.0.1
                                allow_anonymous true
                                user %s
                                persistence true
                                persistence_location %s/
                                max_inflight_messages 0
                                max_queued_messages 0
                                """.formatted(port, System.getProperty("user.name"), folder));
    Files.writeString(settings, keeping + secured, StandardOpenOption.APPEND);
    process = new ProcessBuilder(PROGRAM.toString(), "-c", settings.toString()).redirectErrorStream(true)
        .redirectOutput(folder.resolve("mosquitto.log").toFile()).start();
    await().ignoreExceptions().until(() -> {
      new Socket(InetAddress.getLoopbackAddress(), port).close();
      return true;
    });
  }

  /** Ends the process if it runs; what it has to keep is kept. */
  void stop() throws InterruptedException {
    if (process != null) {
      process.destroy();
      if (!process.waitFor(10, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    }
  }

  /** As when the power goes. */
  void kill() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  /** Says nothing any more, and keeps its connections. */
  void freeze() throws IOException, InterruptedException {
    signal("-STOP");
  }

  void thaw() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    if (process == null
        || new ProcessBuilder("kill", signal, Long.toString(process.pid())).inheritIO().start().waitFor() != 0) {
      throw new IOException("the broker does not run");
    }
  }

  private static void run(String... command) throws IOException, InterruptedException {
    ProcessBuilder program = new ProcessBuilder(command).inheritIO();
    program.environment().put("DEBIAN_FRONTEND", "noninteractive");
    if (program.start().waitFor() != 0) {
      throw new IOException("mosquitto is needed and cannot be installed");
    }
  }

  private static int freePort() throws IOException {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    }
  }
}
