package cn.yilu.examples;

import cn.yilu.examples.process.Child;
import cn.yilu.examples.process.Kept;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import tools.jackson.databind.json.JsonMapper;

/** A demo in processes of its own, and what its file says about it. */
final class RunningDemo implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(5);
  private static final JsonMapper JSON = JsonMapper.builder().build();
  private final HttpClient http = HttpClient.newHttpClient();
  private final Process launcher;
  private final Path data;
  private final BlockingQueue<String> console = new LinkedBlockingQueue<>();

  private RunningDemo(Path data, int port, List<String> arguments) throws IOException {
    this.data = data;
    List<String> command = Child.java(List.of("-Xmx96m"), Demo.class.getName(), arguments);
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().putAll(Map.of("YILU_DATA", data.toString(), "YILU_PORT", Integer.toString(port)));
    launcher = builder.start();
    Thread.ofVirtual().start(this::listen);
  }

  private void listen() {
    try {
      launcher.inputReader(StandardCharsets.UTF_8).lines().forEach(console::add);
    } catch (UncheckedIOException e) {
      console.add("(it has ended)");
    }
  }

  static RunningDemo start(Path data, int port, String... arguments) throws Exception {
    RunningDemo demo = new RunningDemo(data, port, List.of(arguments));
    try {
      demo.await("demo.properties", () -> Files.exists(data.resolve("demo.properties")));
      return demo;
    } catch (Exception | AssertionError e) {
      demo.close();
      throw e;
    }
  }

  /** Something that comes to pass. */
  interface Condition {
    boolean holds() throws Exception;
  }

  /** Looks again whenever the demo says something, and twice a second. */
  void await(String what, Condition condition) throws Exception {
    long end = System.nanoTime() + PATIENCE.toNanos();
    StringBuilder said = new StringBuilder();
    while (!holds(condition)) {
      String line = console.poll(500, TimeUnit.MILLISECONDS);
      said.append(line == null ? "" : line + "\n");
      if (System.nanoTime() > end || !launcher.isAlive()) {
        throw new AssertionError("no " + what + "; the demo said:\n" + said);
      }
    }
  }

  private static boolean holds(Condition condition) throws Exception {
    try {
      return condition.holds();
    } catch (IOException e) {
      return false;
    }
  }

  Path file() {
    return data.resolve("demo.properties");
  }

  String property(String key) {
    return new Kept(file()).get(key).orElseThrow();
  }

  HttpResponse<String> get(String path, String program) throws IOException, InterruptedException {
    return send(request(path).header("Authorization", "Bearer " + property("token." + program)).build());
  }

  HttpResponse<String> getAnonymously(String path) throws IOException, InterruptedException {
    return send(request(path).build());
  }

  String asOperator(String path) throws IOException, InterruptedException {
    String login = JSON.writeValueAsString(Map.of("user", property("login.operator.user"), "password",
        property("login.operator.password")));
    String token = JSON.readTree(send(request("/api/v1/logins").header("Content-Type", "application/json")
        .POST(HttpRequest.BodyPublishers.ofString(login)).build()).body()).path("token").asString();
    return send(request(path).header("Authorization", "Bearer " + token).build()).body();
  }

  long figure(String path, String name) throws IOException, InterruptedException {
    return JSON.readTree(asOperator(path)).path(name).asLong(0);
  }

  String firstHit(String words) throws IOException, InterruptedException {
    String query = URLEncoder.encode(words, StandardCharsets.UTF_8);
    return JSON.readTree(getAnonymously("/api/v1/datasets?q=" + query).body()).path("hits").path(0).path("id")
        .asString();
  }

  boolean isReady() throws IOException, InterruptedException {
    return getAnonymously("/actuator/health/readiness").statusCode() == 200;
  }

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(property("base") + path)).timeout(Duration.ofSeconds(60));
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** Process id of the service. */
  long service() {
    String noted = new Kept(data.resolve("demo/processes.properties")).get("service").orElseThrow();
    return Long.parseLong(noted.substring(0, noted.indexOf(' ')));
  }

  /** Ends the service without warning, as a power cut does. */
  long killService() {
    long service = service();
    ProcessHandle process = ProcessHandle.of(service).orElseThrow();
    process.destroyForcibly();
    process.onExit().join();
    return service;
  }

  /** The launcher and everything it started. */
  List<ProcessHandle> processes() {
    return Stream.concat(Stream.of(launcher.toHandle()), launcher.descendants()).toList();
  }

  @Override
  public void close() {
    launcher.destroy();
    try {
      launcher.onExit().get(90, TimeUnit.SECONDS);
    } catch (ExecutionException | TimeoutException e) {
      launcher.descendants().forEach(ProcessHandle::destroyForcibly);
      launcher.destroyForcibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    http.close();
  }
}
