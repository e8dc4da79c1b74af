package cn.yilu.examples.systems;

import cn.yilu.examples.process.Child;
import cn.yilu.examples.process.Journal;
import cn.yilu.examples.process.Ports;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** The town's Kafka broker as a process of its own, which nobody waits for: clients try until it is there. */
final class KafkaProcess implements AutoCloseable {
  private static final Duration GRACE = Duration.ofSeconds(8);
  private final Process process;
  private final int port;

  private KafkaProcess(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /** Returns at once. */
  static KafkaProcess start(Path folder, Ports ports, Journal journal, Consumer<String> notes) throws IOException {
    int port = ports.of("kafka");
    Process process = Child.start(command(folder, port, ports.of("kafka-controller")), folder, notes);
    journal.note("kafka", process.toHandle(), folder.toString());
    return new KafkaProcess(process, port);
  }

  private static List<String> command(Path folder, int port, int controller) {
    Path module = Built.module("kafka");
    List<String> options = new ArrayList<>(Child.nativeAccess());
    options.addAll(List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp",
        module.resolve("classes") + ":" + module.resolve("libs") + "/*"));
    return Child.java(options, "cn.yilu.examples.kafka.KafkaBroker",
        List.of(Integer.toString(port), Integer.toString(controller), folder.toString()));
  }

  String bootstrap() {
    return "127.0.0.1:" + port;
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  @Override
  public void close() {
    Child.end(process.toHandle(), GRACE);
  }
}
