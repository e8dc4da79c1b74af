package cn.yilu.examples.systems;

import cn.yilu.examples.civil.Bureau;
import cn.yilu.examples.civil.Desk;
import cn.yilu.examples.elder.ElderCentre;
import cn.yilu.examples.elder.SecondVendor;
import cn.yilu.examples.facility.Platform;
import cn.yilu.examples.grid.GridApp;
import cn.yilu.examples.grid.GridList;
import cn.yilu.examples.health.Clinic;
import cn.yilu.examples.health.HealthCentre;
import cn.yilu.examples.housekeeping.OrderPlatform;
import cn.yilu.examples.market.Counter;
import cn.yilu.examples.market.Register;
import cn.yilu.examples.process.Journal;
import cn.yilu.examples.process.Kept;
import cn.yilu.examples.process.Ports;
import cn.yilu.examples.property.EstateApi;
import cn.yilu.examples.property.FileServer;
import cn.yilu.examples.property.OldWorkbook;
import cn.yilu.examples.property.PropertyOffice;
import cn.yilu.examples.registry.CensusDrop;
import cn.yilu.examples.registry.Clerk;
import cn.yilu.examples.registry.DepartmentDatabase;
import cn.yilu.examples.registry.Registry;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * The systems of the town's four departments. Each speaks its own protocol and knows nothing of who listens. They run
 * until the process is told to end, and go on where they were at the next start.
 */
public final class Systems implements AutoCloseable {
  private static final Duration TICK = Duration.ofMillis(200);
  private final Deque<AutoCloseable> running = new ArrayDeque<>();
  private final Settings settings;
  private final Consumer<String> notes;
  private final Clock clock = Clock.systemUTC();

  private Systems(Settings settings, Consumer<String> notes) {
    this.settings = settings;
    this.notes = notes;
  }

  /** Starts everything; arguments as {@link Settings#arguments()} gives them. */
  public static void main(String[] args) throws Exception {
    Settings settings = Settings.of(args);
    Systems systems = new Systems(settings, line -> System.out.println(line));
    CountDownLatch end = new CountDownLatch(1);
    CountDownLatch ended = new CountDownLatch(1);
    Thread main = Thread.currentThread();
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      end.countDown();
      main.interrupt();
      await(ended);
    }, "end"));
    try {
      systems.start();
      end.await();
    } catch (InterruptedException e) {
      System.out.println("systems end");
    } finally {
      systems.close();
      ended.countDown();
    }
  }

  private static void await(CountDownLatch ended) {
    try {
      ended.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void start() throws IOException, SQLException, InterruptedException {
    Path folder = settings.folder();
    Journal journal = new Journal(folder.resolve("broker.process"));
    journal.clear().forEach(name -> notes.accept("ended a " + name + " that an earlier run left behind"));
    Ports ports = new Ports(new Kept(folder.resolve("ports.properties")), settings.mllp().getPort());
    BrokerProcess broker = keep(BrokerProcess.start(folder.resolve("broker"), ports, journal, notes));
    Registry registry = keep(Registry.start(folder.resolve("registry"), folder.resolve("postgres"), settings.town(),
        ports));
    DepartmentDatabase bureau = Bureau.in(registry, settings.town());
    DepartmentDatabase register = Register.in(registry, settings.town());
    ElderCentre elders = keep(new ElderCentre(folder.resolve("elder"), settings.town(), ports, broker.url(), TICK,
        clock));
    Kept passwords = new Kept(folder.resolve("passwords.properties"));
    EstateApi estate = keep(new EstateApi(settings.town(), ports.of("estate"), password(passwords, "estate"), clock));
    SecondVendor vendor = keep(new SecondVendor(settings.town(), ports.of("soap"), broker.url(), clock));
    Clinic clinic = keep(new Clinic(settings.town(), 0, ports.of("fhir"), clock));
    Clinic hospital = keep(new Clinic(settings.town(), 2, ports.of("hospital"), clock));
    FileServer files = keep(new FileServer(folder.resolve("property"), settings.workbooks(), ports.of("sftp"),
        password(passwords, "sftp")));
    KafkaProcess kafka = keep(KafkaProcess.start(folder.resolve("kafka"), ports, journal, notes));
    Platform platform = keep(new Platform(folder.resolve("facility"), kafka.bootstrap(), settings.town(), clock));
    Map<String, String> reachable = new TreeMap<>(
        Map.of("civil.url", bureau.url(), "civil.reader", bureau.password(), "hospital.url", hospital
            .url()));
    reachable.putAll(Map.of("registry.url", registry.url(), "registry.reader", registry.password("reader"),
        "registry.clerk", registry.password("clerk"), "elder.url", elders.url(), "mqtt.url", broker.url()));
    reachable.putAll(Map.of("estate.url", estate.url(), "estate.password", password(passwords, "estate"), "soap.url",
        vendor.url(), "fhir.url", clinic.url(), "sftp.port", Integer.toString(files.port()), "sftp.key",
        files.hostKey(), "sftp.password", password(passwords, "sftp"), "kafka.bootstrap", kafka.bootstrap()));
    reachable.putAll(Map.of("market.url", register.url(), "market.reader", register.password()));
    new Kept(settings.reachable()).replace(reachable);
    notes.accept("systems ready");
    work(registry, elders);
    work(estate, clinic, hospital);
    vendor.measure();
    SplittableRandom random = new SplittableRandom(clock.millis());
    keep(new Routine("facilities", Duration.ofSeconds(2), () -> platform.publish(random), notes));
    Desk desk = new Desk(bureau, settings.town(), random.split(), clock);
    keep(new Routine("civil affairs", Duration.ofSeconds(5), desk::enter, notes));
    Counter counter = new Counter(register, random.split());
    keep(new Routine("market regulation", Duration.ofSeconds(20), counter::enter, notes));
  }

  private static String password(Kept passwords, String name) {
    if (passwords.get(name).isEmpty()) {
      byte[] random = new byte[16];
      new SecureRandom().nextBytes(random);
      passwords.put(name, HexFormat.of().formatHex(random));
    }
    return passwords.get(name).orElseThrow();
  }

  /** The smaller systems: an interface that is down half of the time, files, and an app that sends. */
  private void work(EstateApi estate, Clinic clinic, Clinic hospital) {
    SplittableRandom random = new SplittableRandom(clock.millis());
    Path folder = settings.folder();
    keep(new Routine("estate pauses", Duration.ofSeconds(30), new Routine.Once(() -> {}).then(estate::toggle), notes));
    keep(new Routine("estate", Duration.ofSeconds(20), () -> estate.change(random), notes));
    keep(new Routine("clinic", Duration.ofSeconds(15), () -> clinic.measure(random), notes));
    keep(new Routine("hospital", Duration.ofSeconds(20), () -> hospital.measure(random), notes));
    OldWorkbook workbook = new OldWorkbook(folder.resolve("property"), settings.workbooks(), settings.town());
    keep(new Routine("workbook", Duration.ofMinutes(10), workbook::deliver, notes));
    CensusDrop drop = new CensusDrop(folder.resolve("registry"), settings.station(), settings.town());
    keep(new Routine("station", Duration.ofMinutes(10), drop::deliver, notes));
    GridList list = new GridList(folder.resolve("grid"), settings.gridLists(), settings.town());
    keep(new Routine("grid list", Duration.ofMinutes(10), list::deliver, notes));
    GridApp grid = new GridApp(folder.resolve("grid"), settings.door("grid"), settings.town(), clock);
    keep(new Routine("grid", Duration.ofSeconds(5), grid::report, notes));
    OrderPlatform orders = new OrderPlatform(folder.resolve("housekeeping"), settings.door("housekeeping"), settings
        .town(), clock);
    keep(new Routine("housekeeping", Duration.ofSeconds(6), orders::send, notes));
  }

  /** Everything that sends or changes by itself. */
  private void work(Registry registry, ElderCentre elders) {
    HealthCentre health = keep(new HealthCentre(settings.folder().resolve("health"), settings.town(), settings.mllp(),
        Duration.ofSeconds(2), clock, notes));
    PropertyOffice property = new PropertyOffice(settings.folder().resolve("property"), settings.inbox(), settings
        .town());
    SplittableRandom random = new SplittableRandom(clock.millis());
    Clerk clerk = new Clerk(registry, settings.town(), random.split(), clock);
    SplittableRandom elderRandom = random.split();
    health.start();
    elders.measure();
    keep(new Routine("registry", Duration.ofSeconds(3), clerk::enter, notes));
    keep(new Routine("elder care", Duration.ofSeconds(15), () -> elders.change(elderRandom), notes));
    keep(new Routine("property", Duration.ofSeconds(60), new Routine.Once(property::deliverLedgers).then(
        property::deliverVisits), notes));
  }

  private <T extends AutoCloseable> T keep(T part) {
    running.push(part);
    return part;
  }

  @Override
  public void close() {
    for (AutoCloseable part : running) {
      try {
        part.close();
      } catch (Exception e) {
        notes.accept("could not be ended properly: " + e.getMessage());
      }
    }
  }
}
