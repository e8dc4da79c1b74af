package cn.yilu.catalogue.postgres;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The server process on one data directory. */
final class Postmaster {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final ProcessHandle process;
  private final int port;

  private Postmaster(ProcessHandle process, int port) {
    this.process = process;
    this.port = port;
  }

  int port() {
    return port;
  }

  /** Ends the server an earlier life of ours left behind, if one runs on this directory, and waits for its end. */
  static void clearOrphan(EmbeddedSettings settings) throws IOException, InterruptedException {
    LockFile lock = new LockFile(settings.data());
    Optional<ProcessHandle> orphan = lock.owner();
    if (orphan.isPresent()) {
      new Postmaster(orphan.get(), 0).stop();
    } else {
      lock.delete();
    }
  }

  /** Starts it on this port; empty when it ended at once, as it does when the port is taken. */
  static Optional<Postmaster> start(EmbeddedSettings settings, Binaries binaries, int port)
      throws IOException, InterruptedException {
    Process process = Unprivileged.process(command(settings, binaries, port))
        .redirectOutput(ProcessBuilder.Redirect.appendTo(settings.log().toFile()))
        .start();
    LockFile lock = new LockFile(settings.data());
    while (!lock.saysReady(process.pid())) {
      if (process.waitFor(10, TimeUnit.MILLISECONDS)) {
        return Optional.empty();
      }
    }
    return Optional.of(new Postmaster(process.toHandle(), port));
  }

  private static List<String> command(EmbeddedSettings settings, Binaries binaries, int port) {
    Map<String, String> options = new TreeMap<>(Map.of("fsync", "on", "synchronous_commit", "on", "listen_addresses",
        "127.0.0.1", "unix_socket_directories", "", "max_connections", "60", "max_wal_size", "2GB", "timezone", "UTC",
        "log_timezone", "UTC", "jit", "off", "log_min_error_statement", "panic"));
    options.put("log_error_verbosity", "terse");
    options.putAll(settings.options());
    options.put("port", Integer.toString(port));
    List<String> command = new ArrayList<>(
        List.of(binaries.program("postgres"), "-D", settings.data().toString()));
    options.forEach((name, value) -> command.addAll(List.of("-c", name + "=" + value)));
    return command;
  }

  /** Stops it as fast as is clean; harder when it does not obey. */
  void stop() throws IOException, InterruptedException {
    for (String signal : List.of("INT", "QUIT", "KILL")) {
      if (process.isAlive()) {
        Unprivileged.signal(signal, process.pid());
        awaitObedience();
      }
    }
  }

  /** Waits for as long as the server runs. */
  void awaitEnd() {
    process.onExit().join();
  }

  private void awaitObedience() throws InterruptedException {
    try {
      process.onExit().get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      // The next, harder signal follows.
    }
  }

  static String lastWords(EmbeddedSettings settings) throws IOException {
    List<String> lines = Files.exists(settings.log()) ? Files.readAllLines(settings.log()) : List.of();
    return String.join("\n", lines.subList(Math.max(0, lines.size() - 10), lines.size()));
  }
}
