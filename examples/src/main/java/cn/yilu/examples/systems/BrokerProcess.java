package cn.yilu.examples.systems;

import cn.yilu.examples.process.Child;
import cn.yilu.examples.process.Journal;
import cn.yilu.examples.process.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * The town's MQTT broker as a process of its own: Debian's mosquitto where it is installed, else HiveMQ Community
 * Edition, which the build has put beside us with all it needs.
 */
public final class BrokerProcess implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration GRACE = Duration.ofSeconds(5);
  private final Process process;
  private final int port;

  private BrokerProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Starts it on a folder of its own; comes back when it takes connections. */
  public static BrokerProcess start(Path folder, Ports ports, Journal journal, Consumer<String> notes)
      throws IOException, InterruptedException {
    Optional<Path> mosquitto = Stream.of("/usr/sbin/mosquitto", "/usr/local/sbin/mosquitto").map(Path::of)
        .filter(Files::isExecutable).findFirst();
    Files.createDirectories(folder);
    int port = ports.of("mqtt");
    return start(mosquitto.isPresent() ? mosquitto(mosquitto.get(), folder, port) : hive(folder, port), folder, port,
        journal, notes);
  }

  static BrokerProcess start(List<String> command, Path folder, int port, Journal journal, Consumer<String> notes)
      throws IOException, InterruptedException {
    Process process = Child.start(command, folder, notes);
    journal.note("broker", process.toHandle(), folder.toString());
    BrokerProcess broker = new BrokerProcess(process, port);
    broker.awaitReady();
    return broker;
  }

  static List<String> mosquitto(Path program, Path folder, int port) throws IOException {
    Path config = folder.resolve("mosquitto.conf");
    String user = "user " + System.getProperty("user.name");
    Files.write(config, List.of("listener " + port + " 127.0.0.1", "allow_anonymous true", "persistence true",
        "persistence_location " + folder + "/", "autosave_interval 10", "max_queued_messages 100000",
        "log_type error", "log_type warning", user));
    return List.of(program.toString(), "-c", config.toString());
  }

  static List<String> hive(Path folder, int port) {
    Path module = Built.module("broker");
    String classes = module.resolve("classes") + ":" + module.resolve("libs") + "/*";
    List<String> options = new ArrayList<>(Child.nativeAccess());
    options.addAll(List.of("-Xmx192m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", classes));
    return Child.java(options, "cn.yilu.examples.broker.Broker", List.of(Integer.toString(port), folder.toString()));
  }

  private void awaitReady() throws IOException, InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (Ports.isFree(port)) {
      if (process.waitFor(100, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
        close();
        throw new IOException("the MQTT broker did not start");
      }
    }
  }

  /** Where it listens, as {@code tcp://host:port}. */
  public String url() {
    return "tcp://127.0.0.1:" + port;
  }

  /** Completes when the broker's process ends, wanted or not. */
  ProcessHandle handle() {
    return process.toHandle();
  }

  @Override
  public void close() {
    Child.end(process.toHandle(), GRACE);
  }
}
