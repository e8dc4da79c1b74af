package cn.yilu.connectors;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** A real Kafka broker, a process of its own that keeps its log over a restart. */
final class KafkaBroker {
  private final Path folder;
  private final Path settings;
  private final int port = freePort();
  private @Nullable Process process;

  /** @param more settings of the broker beside those it needs to run alone */
  KafkaBroker(Path folder, String listener, String more) throws IOException, InterruptedException {
    this.folder = folder;
    this.settings = folder.resolve("broker.properties");
    int controller = freePort();
    Files.writeString(settings,
        """
        process.roles=broker,controller
        node.id=1
        controller.quorum.voters=1@127.0.0.1:%d
        listeners=IN://127.0.0.1:%d,CONTROLLER://127.0.0.1:%d
        advertised.listeners=IN://127.0.0.1:%d
        listener.security.protocol.map=IN:%s,CONTROLLER:PLAINTEXT
        inter.broker.listener.name=IN
        controller.listener.names=CONTROLLER
        log.dirs=%s
        offsets.topic.replication.factor=1
        offsets.topic.num.partitions=1
        transaction.state.log.replication.factor=1
        transaction.state.log.min.isr=1
        transaction.state.log.num.partitions=1
        group.initial.rebalance.delay.ms=0
        auto.create.topics.enable=false
        broker.session.timeout.ms=3000
        broker.heartbeat.interval.ms=500
        %s
        """.formatted(controller, port, controller, port, listener, folder.resolve("log"), more));
    if (java("kafka.tools.StorageTool", "format", "-t", Uuid.randomUuid().toString(), "-c", settings.toString())
        .waitFor() != 0) {
      throw new IOException("the broker's folder could not be made: " + Files.readString(folder.resolve("broker.out")));
    }
  }

  String bootstrap() {
    return "127.0.0.1:" + port;
  }

  /** Returns at once; clients wait for it. */
  void start() throws IOException {
    process = java("kafka.Kafka", settings.toString());
  }

  void stop() throws InterruptedException {
    if (process != null) {
      process.destroy();
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        kill();
      }
    }
  }

  /** As when the power goes. */
  void kill() throws InterruptedException {
    if (process != null) {
      process.destroyForcibly().waitFor();
    }
  }

  /** Says nothing any more, and keeps its connections. */
  void freeze() throws IOException, InterruptedException {
    signal("-STOP");
  }

  void thaw() throws IOException, InterruptedException {
    signal("-CONT");
  }

  private void signal(String signal) throws IOException, InterruptedException {
    if (process == null
        || new ProcessBuilder("kill", signal, Long.toString(process.pid())).inheritIO().start().waitFor() != 0) {
      throw new IOException("the broker does not run");
    }
  }

  void topic(String name, int partitions) throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(client(Map.of()))) {
      admin.createTopics(List.of(new NewTopic(name, partitions, (short) 1))).all().get();
    }
  }

  /** Offset told under a group for partition 0. */
  long told(String group, String topic) throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(client(Map.of()))) {
      var offset = admin.listConsumerGroupOffsets(group).partitionsToOffsetAndMetadata().get()
          .get(new org.apache.kafka.common.TopicPartition(topic, 0));
      return offset == null ? -1 : offset.offset();
    }
  }

  /** Lets somebody log in by SCRAM-SHA-512, as asked for with these settings of a client. */
  void scram(String user, String password, Map<String, String> asking) throws InterruptedException, ExecutionException {
    try (Admin admin = Admin.create(client(asking))) {
      admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(user,
          new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), password))).all().get();
    }
  }

  KafkaProducer<byte[], byte[]> producer(Map<String, String> more) {
    return new KafkaProducer<>(client(more), new ByteArraySerializer(), new ByteArraySerializer());
  }

  private Properties client(Map<String, String> more) {
    Properties client = new Properties();
    client.put("bootstrap.servers", bootstrap());
    client.put("default.api.timeout.ms", "60000");
    client.put("linger.ms", "5");
    client.putAll(more);
    return client;
  }

  private Process java(String... program) throws IOException {
    List<String> command = new java.util.ArrayList<>(
        List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx256m", "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(program));
    return new ProcessBuilder(command).directory(folder.toFile()).redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("broker.out").toFile())).start();
  }

  private static int freePort() {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
