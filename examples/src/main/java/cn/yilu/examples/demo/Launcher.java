package cn.yilu.examples.demo;

import cn.yilu.examples.process.Api;
import cn.yilu.examples.process.Child;
import cn.yilu.examples.process.Journal;
import cn.yilu.examples.process.Kept;
import cn.yilu.examples.process.Ports;
import cn.yilu.examples.systems.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Starts the town's systems and the service, each in a process of its own, and ends them with itself. */
public final class Launcher {
  private static final Duration PATIENCE = Duration.ofMinutes(10);
  private static final Duration LOOK = Duration.ofMillis(250);
  private static final Duration SERVICE_END = Duration.ofSeconds(25);
  private static final Duration SYSTEMS_END = Duration.ofSeconds(15);
  private static final String ONE_TIME = " one-time password: ";
  private static final String TOWN = "town";
  private static final String LAUNCHER = "launcher";

  private final Launch launch;
  private final Consumer<String> console;
  private final Journal journal;
  private final Kept kept;
  private final Introduction introduction;
  private final Api api;
  private final Settings systems;
  private final SourceFiles sources;

  public Launcher(Launch launch, Consumer<String> console) {
    this.launch = launch;
    this.console = console;
    journal = new Journal(launch.home().resolve("processes.properties"));
    kept = new Kept(launch.home().resolve("kept.properties"));
    api = new Api(launch.base());
    introduction = new Introduction(api, kept);
    int mllp = new Ports(new Kept(launch.home().resolve("ports.properties")), launch.port()).of("mllp");
    sources = new SourceFiles(launch, mllp);
    systems = new Settings(launch.home().resolve("systems"), launch.town(),
        new InetSocketAddress(InetAddress.getLoopbackAddress(), mllp),
        sources.inbox());
  }

  /** Runs the demo until this process is told to end. */
  public void run() throws IOException, InterruptedException {
    prepare();
    Minder town = minder("systems", this::systemsCommand, line -> systemsSay(line));
    Minder service = minder("service", this::serviceCommand, line -> serviceSays(line));
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      console.accept("停止中 / stopping");
      service.end(SERVICE_END);
      town.end(SYSTEMS_END);
      forget();
    }, "end"));
    town.start();
    await(() -> Files.exists(systems.reachable()), "the systems");
    service.start();
    await(this::ready, "the service");
    if (!introduction.done()) {
      await(introduction::hasWayIn, "the operator's one-time password");
      introduction.make();
    }
    letIn("grid-app", "grid-events", "grid");
    letIn("housekeeping", "housekeeping", "housekeeping");
    tellWhere();
    new Progress(api, introduction, console).tell();
    console
        .accept("首次载入已平稳,之后只有日常变动 / the first load has settled; from here on only daily life. Ctrl-C ends everything.");
    new CountDownLatch(1).await();
  }

  private void prepare() throws IOException {
    journal.find(LAUNCHER).ifPresent(other -> {
      throw new IllegalArgumentException("已在运行 / the demo on " + launch.data() + " runs already, process " + other
          .pid());
    });
    journal.clear().forEach(name -> console.accept("  ended a process that an earlier run left behind: " + name));
    journal.note(LAUNCHER, ProcessHandle.current(), "java");
    Files.deleteIfExists(systems.reachable());
    forget();
    Files.createDirectories(sources.inbox());
    sameTown();
    if (!Ports.isFree(launch.port())) {
      throw new IllegalArgumentException("端口被占用 / port " + launch.port()
          + " is taken; stop who has it or set YILU_PORT");
    }
    console.accept("一录 Yilu: " + "%,d".formatted(launch.town().population()) + " 位居民的示范镇 / demo town of that many "
        + "residents; data in " + launch.data());
  }

  /** What says that the demo is ready must not be there when it is not. */
  private void forget() {
    try {
      Files.deleteIfExists(launch.data().resolve("demo.properties"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A data directory holds one town; another one needs another directory. */
  private void sameTown() {
    String asked = launch.town().seed() + "/" + launch.town().population();
    String there = kept.get(TOWN).orElse(asked);
    if (!there.equals(asked)) {
      throw new IllegalArgumentException("数据目录中已有另一个示范镇 / " + launch.data() + " holds the town " + there
          + " (seed/residents), not " + asked + "; take another YILU_DATA");
    }
    kept.put(TOWN, asked);
  }

  private Minder minder(String name, java.util.function.Supplier<List<String>> command, Consumer<String> lines) {
    return new Minder(name, command, launch.home(), mark(), journal, console, lines);
  }

  private String mark() {
    return "-Dyilu.demo=" + launch.data();
  }

  private List<String> systemsCommand() {
    List<String> options = new ArrayList<>(Child.nativeAccess());
    options.addAll(
        List.of(mark(), "-Xmx" + (384 + launch.town().population() / 1_500) + "m", "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1", "-Dlogback.statusListenerClass="
                + "ch.qos.logback.core.status.NopStatusListener",
            "-Dlogback.configurationFile=systems-logback.xml"));
    return Child.java(options, "cn.yilu.examples.systems.Systems", systems.arguments());
  }

  private List<String> serviceCommand() {
    List<String> options = Child.service("1g");
    options.add(mark());
    List<String> arguments = new ArrayList<>(List.of("--server.port=" + launch.port(), "--server.address=127.0.0.1",
        "--yilu.data=" + launch.data(), "--yilu.base=" + launch.base()));
    if (!introduction.done()) {
      arguments.add("--yilu.operator=" + Cast.OPERATOR);
    }
    return Child.java(options, "cn.yilu.catalogue.Catalogue", arguments);
  }

  /** The systems can be reached, perhaps elsewhere than before. */
  private void systemsSay(String line) {
    if (line.equals("systems ready")) {
      sources.write(new Kept(systems.reachable()).all());
      console.accept("  四部门系统已就绪 / the systems of the four departments are ready");
    }
  }

  private void serviceSays(String line) {
    int at = line.indexOf(ONE_TIME);
    if (at > 0) {
      introduction.oneTimePassword(line.substring(at + ONE_TIME.length()).strip());
    }
  }

  private boolean ready() throws InterruptedException {
    return api.get("/actuator/health/readiness", "").status() == 200;
  }

  /** Something that may have come to pass. */
  private interface Condition {
    boolean holds() throws InterruptedException;
  }

  private static void await(Condition condition, String what) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!condition.holds()) {
      if (System.nanoTime() > end) {
        throw new IllegalStateException("waited " + PATIENCE.toMinutes() + " minutes for " + what);
      }
      Thread.sleep(LOOK);
    }
  }

  /** Tells a program that pushes, as its operator would, where to send to and with which token. */
  private void letIn(String program, String source, String system) {
    kept.get("token." + program).ifPresent(token -> new Kept(systems.door(system))
        .replace(Map.of("base", launch.base(), "path", SourceFiles.PUSH + source, "token", token)));
  }

  private void tellWhere() {
    Map<String, String> reachable = new Kept(systems.reachable()).all();
    Map<String, String> demo = new TreeMap<>(introduction.credentials());
    demo.put("base", launch.base());
    demo.put("mllp.host", "127.0.0.1");
    demo.put("mllp.port", Integer.toString(systems.mllp().getPort()));
    demo.put("mqtt.url", reachable.getOrDefault("mqtt.url", ""));
    demo.put("property.inbox", sources.inbox().toString());
    demo.put("registry.jdbc", reachable.getOrDefault("registry.url", "") + "?user=clerk&password="
        + reachable.getOrDefault("registry.clerk", ""));
    demo.put("elder.xml.url", reachable.getOrDefault("elder.url", ""));
    demo.put("fhir.url", reachable.getOrDefault("fhir.url", ""));
    demo.put("sftp.url", "sftp://yilu:" + reachable.getOrDefault("sftp.password", "") + "@127.0.0.1:"
        + reachable.getOrDefault("sftp.port", "") + "/");
    demo.put("soap.url", reachable.getOrDefault("soap.url", ""));
    demo.put("kafka.bootstrap", reachable.getOrDefault("kafka.bootstrap", ""));
    demo.put("push.grid-events", launch.base() + SourceFiles.PUSH + "grid-events");
    demo.put("push.housekeeping", launch.base() + SourceFiles.PUSH + "housekeeping");
    Cast.DATASETS.forEach(dataset -> demo.put("dataset." + dataset, "/datasets/" + dataset));
    Path file = launch.data().resolve("demo.properties");
    new Kept(file).replace(demo);
    Welcome.lines(launch, file).forEach(console);
  }
}
