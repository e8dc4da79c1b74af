package cn.yilu.examples.bench;

import cn.yilu.examples.process.Journal;
import cn.yilu.examples.process.Kept;
import cn.yilu.examples.process.Ports;
import cn.yilu.examples.systems.BrokerProcess;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.eclipse.paho.mqttv5.common.MqttException;

/**
 * Readings of devices over a real MQTT broker (QoS 1): 500 a second, each second's at once; then what the broker kept
 * while the service was away, all at once. Prints how fast they are committed and visible, and fails when one is
 * missing or doubled. Arguments: seconds (60), readings kept (30,000) and heap (512m).
 */
public final class DeviceBenchmark {
  private static final int RATE = 500;
  private static final String DATASET = "vital-sign";
  private static final String SOURCE = "bench-devices";
  private static final String WEARS = "bench-wears";
  private static final String WORN = """
                                     mapping: bench-wears
                                     formats: {delimited: {}}
                                     values:
                                       id: {from: person, convert: resident-id}
                                     record: device
                                     identifiers: {device: device, residentId: {value: id}}
                                     targets:
                                       - dataset: device-wear
                                         fields: {device: {from: device, kind: device},
                                           person: {value: id, kind: residentId}, wornFrom: from}
                                     """;
  private final BenchFolder folder;
  private final Gateway gateway;
  private final Consumer<String> out;

  private DeviceBenchmark(BenchFolder folder, Gateway gateway, Consumer<String> out) {
    this.folder = folder;
    this.gateway = gateway;
    this.out = out;
  }

  public static void main(String[] args) throws Exception {
    run(args.length == 0 ? 60 : Integer.parseInt(args[0]), args.length < 2 ? 30_000 : Integer.parseInt(args[1]),
        args.length < 3 ? "512m" : args[2], System.out::println);
  }

  /** Gives the number of readings in the feed. */
  static long run(int seconds, int kept, String heap, Consumer<String> out) throws Exception {
    try (BenchFolder folder = new BenchFolder();
        BrokerProcess broker = BrokerProcess.start(folder.path().resolve("broker"),
            new Ports(new Kept(folder.path().resolve("ports"))), new Journal(folder.path().resolve("processes")),
            line -> {});
        Gateway gateway = new Gateway(broker.url())) {
      return new DeviceBenchmark(folder, gateway, out).run(broker.url(), seconds, kept, heap);
    }
  }

  private long run(String broker, int seconds, int kept, String heap) throws Exception {
    Path data = folder.path().resolve("data");
    try (BenchService service = new BenchService(data, Optional.empty(), heap)) {
      String token = prepare(service, broker);
      try (HeapWatch watch = new HeapWatch(service.base())) {
        steady(service, seconds);
        out.accept(watch.told(heap, service.pid()));
      }
      service.endInOrder();
      gateway.publish(kept);
      try (BenchService again = service.again(); HeapWatch watch = new HeapWatch(again.base())) {
        backlog(again, kept);
        out.accept(watch.told(heap, again.pid()));
        long lines = new FeedReader(again.base() + "/api/v1/feeds/" + DATASET + "?limit=10000", token).read(
            FeedReader.Form.NDJSON).lines();
        Expected.same("readings in the feed", gateway.sent(), lines);
        Expected.same("readings that the source tells of", gateway.sent(), again.received(SOURCE));
        again.endInOrder();
        return lines;
      }
    }
  }

  /** Says who wears the devices and where their broker is; gives the token of who reads what they measure. */
  private static String prepare(BenchService service, String broker) throws IOException, InterruptedException {
    String token = service.reader("bench", DATASET, Map.of("measure", "none", "value", "none"), Optional.empty());
    service.pushSource(WEARS, "bench-wears", WORN);
    try (PushSender sender = new PushSender(service.base() + "/api/v1/intake/" + WEARS, token)) {
      Expected.same("devices that are worn", Gateway.DEVICES, sender.push("text/csv", BodyPublishers.ofString(Gateway
          .wears())).used());
    }
    service.source(SOURCE, """
                           title: {zh: 设备, en: Devices}
                           department: civil
                           protocol: mqtt
                           mapping: elder-mqtt
                           connection: {url: "%s", topic: "elder/+/reading", client: bench-service}
                           """.formatted(broker));
    service.awaitSource(SOURCE);
    return token;
  }

  private void steady(BenchService service, int seconds) throws MqttException, IOException, InterruptedException {
    long behind = 0;
    long start = System.nanoTime();
    for (int second = 1; second <= seconds; second++) {
      gateway.publish(RATE);
      long rest = start + Duration.ofSeconds(second).toNanos() - System.nanoTime();
      Thread.sleep(Duration.ofNanos(Math.max(0, rest)));
      behind = Math.max(behind, gateway.sent() - service.received(SOURCE));
    }
    double sending = Census.seconds(start);
    service.awaitCommitted(SOURCE, gateway.sent());
    double committed = Census.seconds(start);
    service.awaitMerged(SOURCE);
    out.accept(
        "steady        %,10.0f readings/s sent in bursts of %d for %.0f s; at most %,d not committed when the next burst came; all committed %.1f s and visible %.1f s after the last"
            .formatted(gateway.sent() / sending, RATE, sending, behind, committed - sending, Census.seconds(start)
                - sending));
  }

  /** The clock runs from when the service is ready: it asks the broker for what was kept before or after that. */
  private void backlog(BenchService service, int kept) throws InterruptedException {
    long start = System.nanoTime();
    service.awaitCommitted(SOURCE, gateway.sent());
    double committed = Census.seconds(start);
    service.awaitMerged(SOURCE);
    double visible = Census.seconds(start);
    out.accept(
        "backlog       %,10.0f readings/s of %,d kept by the broker (committed %.1f s, visible %.1f s after the start), %.1f times the rate of the devices"
            .formatted(kept / visible, kept, committed, visible, kept / visible / RATE));
  }
}
