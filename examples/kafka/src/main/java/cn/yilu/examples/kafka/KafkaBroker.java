package cn.yilu.examples.kafka;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import kafka.Kafka;
import kafka.tools.StorageTool;
import org.apache.kafka.common.Uuid;

/**
 * Apache Kafka alone on the loopback, broker and controller in one, keeping its log in a folder. Arguments: port, port
 * of the controller, and folder. It runs until it is told to end.
 */
public final class KafkaBroker {

  private KafkaBroker() {}

  public static void main(String[] args) throws IOException {
    System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "error");
    Path folder = Path.of(args[2]).toAbsolutePath();
    Path log = folder.resolve("log");
    Path settings = folder.resolve("broker.properties");
    Files.createDirectories(folder);
    Files.writeString(settings, settings(Integer.parseInt(args[0]), Integer.parseInt(args[1]), log));
    if (!Files.exists(log.resolve("meta.properties"))) {
      format(settings);
    }
    Kafka.main(new String[]{settings.toString()});
  }

  /** What a start that was cut off left behind is made good. */
  private static void format(Path settings) throws IOException {
    String[] arguments = {"format", "--ignore-formatted", "-t", Uuid.randomUuid().toString(), "-c", settings
        .toString()};
    if (StorageTool.execute(arguments, System.out) != 0) {
      throw new IOException("the broker's folder could not be made");
    }
  }

  /** As little of everything as a town needs: the defaults are those of a machine that does nothing else. */
  private static String settings(int port, int controller, Path log) {
    return """
           process.roles=broker,controller
           node.id=1
           controller.quorum.voters=1@127.0.0.1:%d
           listeners=IN://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
           advertised.listeners=IN://127.0.0.1:%d
           listener.security.protocol.map=IN:PLAINTEXT,CONTROLLER:PLAINTEXT
           inter.broker.listener.name=IN
           controller.listener.names=CONTROLLER
           log.dirs=%s
           auto.create.topics.enable=false
           offsets.topic.replication.factor=1
           offsets.topic.num.partitions=1
           transaction.state.log.replication.factor=1
           transaction.state.log.min.isr=1
           transaction.state.log.num.partitions=1
           share.coordinator.state.topic.replication.factor=1
           share.coordinator.state.topic.min.isr=1
           num.network.threads=1
           num.io.threads=2
           background.threads=2
           broker.heartbeat.interval.ms=500
           broker.session.timeout.ms=3000
           log.cleaner.dedupe.buffer.size=2097152
           log.segment.bytes=8388608
           message.max.bytes=1048576
           """.formatted(controller, port, controller, port, log);
  }
}
