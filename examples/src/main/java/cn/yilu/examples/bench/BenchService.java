package cn.yilu.examples.bench;

import cn.yilu.catalogue.postgres.Address;
import cn.yilu.examples.process.Api;
import cn.yilu.examples.process.Child;
import cn.yilu.examples.process.Kept;
import cn.yilu.examples.process.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** The service in a process of its own, and an operator's way in. */
final class BenchService implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofMinutes(40);
  /** Of a processor, in the fifth of a second between two looks. */
  private static final Duration QUIET = Duration.ofMillis(30);
  private static final String ONE_TIME = " one-time password: ";
  private static final String OPERATOR = "bench-operator";
  private static final String PASSWORD = "a password for benchmarks only";
  private final Process process;
  private final String base;
  private final Api api;
  private final Path data;
  private final CompletableFuture<String> oneTimePassword = new CompletableFuture<>();
  private volatile boolean outOfMemory;
  private final String heap;
  private Optional<String> token;

  /** Starts it with a heap of 1 GiB. */
  BenchService(Path data, Optional<Address> postgres) throws IOException, InterruptedException {
    this(data, postgres, "1g");
  }

  /** Starts it on a data directory; on somebody else's PostgreSQL when an address is given. Comes back when it is ready. */
  BenchService(Path data, Optional<Address> postgres, String heap) throws IOException, InterruptedException {
    this(data, postgres, heap, Optional.empty());
  }

  private BenchService(Path data, Optional<Address> postgres, String heap, Optional<String> token)
      throws IOException, InterruptedException {
    this.data = data;
    this.heap = heap;
    this.token = token;
    int port = Ports.anyFree();
    List<String> arguments = new ArrayList<>(List.of("--server.port=" + port, "--server.address=127.0.0.1",
        "--yilu.data=" + data, "--yilu.operator=" + OPERATOR));
    postgres.ifPresent(at -> arguments.addAll(List.of("--yilu.postgres.url=" + at.url(), "--yilu.postgres.user=" + at
        .user(), "--yilu.postgres.password=" + at.password())));
    process = Child.start(Child.java(Child.service(heap), "cn.yilu.catalogue.Catalogue", arguments), data, this::line);
    base = "http://127.0.0.1:" + port;
    api = new Api(base);
    await(() -> api.get("/actuator/health/readiness", "").status() == 200);
  }

  private void line(String line) {
    if (line.contains(OutOfMemoryError.class.getSimpleName())) {
      outOfMemory = true;
    }
    int at = line.indexOf(ONE_TIME);
    if (at > 0) {
      oneTimePassword.complete(line.substring(at + ONE_TIME.length()).strip());
    }
  }

  /** Something that comes to pass. */
  interface Condition {
    boolean holds() throws InterruptedException;
  }

  /** Looks every 200 ms; fails when the service has died. */
  void await(Condition condition) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (process.waitFor(200, TimeUnit.MILLISECONDS) || System.nanoTime() > end) {
        throw new IllegalStateException("the service ended or did not get there in time");
      }
    }
  }

  Api api() {
    return api;
  }

  String base() {
    return base;
  }

  long pid() {
    return process.pid();
  }

  String operator() throws InterruptedException {
    if (token.isEmpty()) {
      Map<String, Object> login = Map.of("user", OPERATOR, "password", oneTimePassword.join(), "newPassword", PASSWORD);
      token = Optional.of(api.post("/api/v1/logins", "", login).good("login").path("token").asString());
    }
    return token.get();
  }

  /** A new program with a grant of these fields, in this area if any; gives its token. */
  String reader(String program, String dataset, Map<String, String> fields, Optional<String> area)
      throws InterruptedException {
    String operator = operator();
    LocalDate today = LocalDate.now(ZoneId.of("Asia/Shanghai"));
    Map<String, String> name = Map.of("zh", "测速", "en", "Benchmark");
    api.post("/api/v1/organisations", operator, Map.of("id", program, "name", name)).good("organisation");
    api.post("/api/v1/programs", operator, Map.of("id", program, "organisation", program, "name", name)).good(
        "program");
    Map<String, Object> grant = new TreeMap<>(Map.of("reader", program, "dataset", dataset, "fields", fields,
        "purpose", "测速", "legalBasis", "测速", "from", today.toString(), "until", today.plusYears(1).toString()));
    area.ifPresent(only -> grant.put("area", only));
    api.post("/api/v1/grants", operator, grant).good("grant");
    return api.post("/api/v1/programs/" + program + "/tokens", operator, Map.of()).good("token").path("token")
        .asString();
  }

  /** Tells the service of a source. */
  void source(String id, String file) {
    Kept.write(data.resolve("sources").resolve(id + ".yaml"), file);
  }

  /** Keeps a mapping file for sources to come. */
  void mapping(String mapping, String text) {
    Kept.write(data.resolve("sources/mappings").resolve(mapping + ".yaml"), text);
  }

  /** Tells the service of a source with a folder for files of the registry, and gives the folder. */
  Path registryFolder(String source, String mapping) throws IOException {
    Path folder = Files.createDirectories(data.resolve("inbox").resolve(source));
    source(source,
        """
        title: {zh: 户籍文件, en: Registry files}
        department: police
        protocol: files
        mapping: %s
        connection: {folder: "%s", charset: GB18030, settle: 100ms, every: 100ms}
        """.formatted(mapping, folder));
    return folder;
  }

  /** Tells the service of a source that the reader's program may push to; comes back when it is there. */
  void pushSource(String source, String mapping, String text) throws InterruptedException {
    mapping(mapping, text);
    source(source, """
                   title: {zh: 推送, en: Pushed}
                   department: police
                   protocol: push
                   mapping: %s
                   connection: {programs: bench}
                   """.formatted(mapping));
    String operator = operator();
    await(() -> api.get("/api/v1/sources/" + source, operator).status() == 200);
  }

  /** How many rows of the source are committed. */
  long received(String source) throws InterruptedException {
    return api.get("/api/v1/sources/" + source, operator()).body().path("received").asLong(0);
  }

  /** Waits until this many rows of the source are committed. */
  void awaitCommitted(String source, long rows) throws InterruptedException {
    await(() -> received(source) >= rows);
  }

  /** Waits until everything committed is merged and so visible in the feeds. */
  void awaitMerged(String source) throws InterruptedException {
    String operator = operator();
    await(() -> api.get("/api/v1/sources/" + source, operator).body().path("lag").asLong(1) == 0);
  }

  /** Waits until the service has nothing left to do, such as following, compacting and compiling. */
  void awaitQuiet() throws InterruptedException {
    AtomicReference<Duration> before = new AtomicReference<>(Duration.ZERO);
    await(() -> {
      Duration used = process.info().totalCpuDuration().orElseThrow();
      return used.minus(before.getAndSet(used)).compareTo(QUIET) < 0;
    });
  }

  void awaitSource(String source) throws InterruptedException {
    String operator = operator();
    await(() -> !List.of("", "starting").contains(api.get("/api/v1/sources/" + source, operator).body().path("state")
        .asString("")));
  }

  /** Ends it; fails when it had ended by itself or ran out of memory at any time. */
  void endInOrder() {
    boolean there = process.isAlive();
    close();
    if (!there || outOfMemory) {
      throw new IllegalStateException("the service ran out of memory or ended by itself");
    }
  }

  /** The same service anew, on the same data, after this one has ended. */
  BenchService again() throws IOException, InterruptedException {
    return new BenchService(data, Optional.empty(), heap, Optional.of(operator()));
  }

  @Override
  public void close() {
    Child.end(process.toHandle(), Duration.ofSeconds(30));
  }
}
