package cn.yilu.examples.crash;

import cn.yilu.catalogue.Catalogue;
import cn.yilu.examples.process.Child;
import cn.yilu.examples.process.Ports;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** The service in a process of its own, loading one file of the household registry from a watched folder. */
final class LoadingService implements AutoCloseable {
  private static final Duration LONGEST = Duration.ofMinutes(4);

  private final Path data;
  private final int port = Ports.anyFree();
  private final CountDownLatch started = new CountDownLatch(1);
  private final Queue<String> lines = new ConcurrentLinkedQueue<>();
  private final Process process;

  /** Makes the data directory with a source and its file; services started on it share the installation key given. */
  static void prepare(Path data, Path census, byte[] key) throws IOException {
    prepare(data, key, "");
    drop(data, census);
  }

  /** Puts a file into the source's folder. */
  static void drop(Path data, Path file) throws IOException {
    Path part = data.resolve("inbox").resolve(file.getFileName() + ".part");
    Files.copy(file, part);
    Files.move(part, part.resolveSibling(file.getFileName()));
  }

  /** Makes the data directory with a source, of which the file says this as well. */
  static void prepare(Path data, byte[] key, String more) throws IOException {
    Path inbox = Files.createDirectories(data.resolve("inbox"));
    Files.createDirectories(data.resolve("secrets"));
    Files.write(data.resolve("secrets/installation.key"), key);
    Files.createDirectories(data.resolve("sources"));
    Files.writeString(data.resolve("sources/registry.yaml"),
        """
        title: {zh: 户籍, en: Registry}
        department: police
        protocol: files
        mapping: registry
        connection: {folder: "%s", charset: GB18030, settle: 10ms, every: 100ms}
        %s
        """.formatted(inbox, more));
  }

  LoadingService(Path data) throws IOException {
    this.data = data;
    List<String> options = new ArrayList<>(Child.nativeAccess());
    options.addAll(List.of("-Xmx384m", "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
    process = Child.start(Child.java(options, Catalogue.class.getName(),
        List.of("--yilu.data=" + data, "--server.port=" + port, "--management.endpoint.health.show-details=always")),
        data, this::hear);
  }

  private void hear(String line) {
    lines.add(line);
    if (line.contains("source started")) {
      started.countDown();
    }
  }

  /** Waits until the source is at work. */
  void awaitSource() throws InterruptedException {
    if (!started.await(LONGEST.toSeconds(), TimeUnit.SECONDS)) {
      throw new IllegalStateException("the source did not start:\n" + String.join("\n", lines));
    }
  }

  /** Whether the whole file is committed. */
  boolean loaded(String file) {
    return Files.exists(data.resolve("inbox/done").resolve(file));
  }

  /** Waits until the whole file is committed. */
  void awaitLoaded(String file) {
    await("loaded", Duration.ofMillis(5), () -> loaded(file));
  }

  /** Waits until the file is committed and merged. */
  void awaitMerged(String file) {
    await("merged", Duration.ofMillis(100), () -> loaded(file) && health().contains("\"lag\":0"));
  }

  /** Waits until so many rows were committed ever, or this whole file is. */
  void awaitReceived(long rows, String file) {
    await("received", Duration.ofMillis(5), () -> loaded(file) || received() >= rows);
  }

  private void await(String what, Duration every, BooleanSupplier reached) {
    long until = System.nanoTime() + LONGEST.toNanos();
    while (!reached.getAsBoolean()) {
      if (System.nanoTime() > until || !process.isAlive()) {
        throw new IllegalStateException("not " + what + ":\n" + String.join("\n", lines));
      }
      LockSupport.parkNanos(every.toNanos());
    }
  }

  private long received() {
    return get("/actuator/prometheus").lines().filter(line -> line.startsWith("yilu_source_received_total{"))
        .mapToLong(line -> (long) Double.parseDouble(line.substring(line.lastIndexOf(' ')))).sum();
  }

  private String health() {
    return get("/actuator/health");
  }

  private String get(String path) {
    try (InputStream in = URI.create("http://127.0.0.1:" + port + path).toURL().openStream()) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /** {@code kill -9}, and the end of the process awaited; its PostgreSQL lives on as an orphan. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

  @Override
  public void close() {
    Child.end(process.toHandle(), Duration.ofSeconds(60));
  }
}
