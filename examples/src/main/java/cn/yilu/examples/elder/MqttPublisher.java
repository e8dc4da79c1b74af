package cn.yilu.examples.elder;

import java.util.Optional;
import org.eclipse.paho.mqttv5.client.MqttClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/** Publishes readings at least once (QoS 1), one after the other; connects again when the connection is lost. */
final class MqttPublisher implements Publisher {
  private static final System.Logger LOG = System.getLogger(MqttPublisher.class.getName());
  private static final long PAUSE_MILLIS = 1_000;
  private static final long PATIENCE_MILLIS = 10_000;
  private final String url;
  private Optional<MqttClient> client = Optional.empty();

  MqttPublisher(String url) {
    this.url = url;
  }

  @Override
  public boolean publish(Reading reading) throws InterruptedException {
    try {
      connected().publish(reading.topic(), reading.json(), 1, false);
      return true;
    } catch (MqttException e) {
      close();
      Thread.sleep(PAUSE_MILLIS);
      return false;
    }
  }

  private MqttClient connected() throws MqttException {
    if (client.isEmpty()) {
      MqttClient fresh = new MqttClient(url, "elder-devices", new MemoryPersistence());
      fresh.setTimeToWait(PATIENCE_MILLIS);
      client = Optional.of(fresh);
      MqttConnectionOptions options = new MqttConnectionOptions();
      options.setConnectionTimeout(5);
      fresh.connect(options);
    }
    return client.get();
  }

  @Override
  public void close() {
    client.ifPresent(open -> {
      quietly(() -> open.disconnectForcibly(500, 500, true));
      quietly(() -> open.close(true));
    });
    client = Optional.empty();
  }

  /** A step of closing. */
  interface Step {
    void take() throws Exception;
  }

  /** The client complains, by null pointers too, when it is closed before it was connected or twice; it is over then. */
  static void quietly(Step step) {
    try {
      step.take();
    } catch (Exception e) {
      LOG.log(System.Logger.Level.DEBUG, "a broken MQTT client was thrown away", e);
    }
  }
}
