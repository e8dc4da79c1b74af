package cn.yilu.examples.systems;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.examples.elder.ElderCentre;
import cn.yilu.examples.process.Journal;
import cn.yilu.examples.process.Kept;
import cn.yilu.examples.process.Ports;
import cn.yilu.examples.town.Town;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BrokerProcessTest {
  @TempDir
  Path folder;

  @Test
  void devicesPublishToTheBrokerThatTheBuildBrings() throws Exception {
    int port = Ports.anyFree();

    publishesOver(BrokerProcess.start(BrokerProcess.hive(folder, port), folder, port, new Journal(folder.resolve("j")),
        line -> {}));
  }

  @Test
  void devicesPublishToTheInstalledBrokerOrElseToOurs() throws Exception {
    Ports ports = new Ports(new Kept(folder.resolve("ports")));

    publishesOver(BrokerProcess.start(folder.resolve("broker"), ports, new Journal(folder.resolve("j")), line -> {}));
  }

  private void publishesOver(BrokerProcess broker) throws Exception {
    BlockingQueue<String> topics = new LinkedBlockingQueue<>();
    MqttClient client = new MqttClient(broker.url(), "listener", new MemoryPersistence());
    try (broker;
        ElderCentre centre = new ElderCentre(Files.createDirectories(folder.resolve("elder")), new Town(1, 1_000),
            new Ports(new Kept(folder.resolve("elder/ports"))), broker.url(), Duration.ofMillis(5),
            Clock.systemUTC())) {
      client.connect();
      MqttSubscription all = new MqttSubscription("elder/+/reading", 1);
      client.subscribe(new MqttSubscription[]{all}, new org.eclipse.paho.mqttv5.client.IMqttMessageListener[]{(topic,
          message) -> topics.add(topic + " " + text(message))});
      centre.measure();

      List<String> first = List.of(topics.poll(20, TimeUnit.SECONDS), topics.poll(20, TimeUnit.SECONDS));

      assertThat(first).allMatch(t -> t.matches(
          "elder/D\\d{6}/reading \\{\"deviceId\":\"D\\d{6}\",\"ts\":\\d{13},\"type\":\"\\w+\",\"value\":\\d+.*"));
      client.disconnect();
    }
    client.close();
    assertThat(broker.handle().isAlive()).isFalse();
  }

  private static String text(MqttMessage message) {
    return new String(message.getPayload(), StandardCharsets.UTF_8);
  }
}
