package cn.yilu.examples.elder;

import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.eclipse.paho.client.mqttv3.MqttClient;
import org.eclipse.paho.client.mqttv3.MqttConnectOptions;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/**
 * The second vendor's gateway: MQTT 3.1.1, QoS 1, letters of its own for what was measured, times without a zone, and a bed
 * whose 1 says that nobody is in it.
 */
final class OldMqttPublisher implements Publisher {
  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss")
      .withZone(ZoneId.of("Asia/Shanghai"));
  private static final Map<String, String> LETTERS = Map.of("HR", "XL", "BR", "HX", "SPO2", "XY", "BED", "CW", "SOS",
      "QZ", "FALL", "DD");
  private static final long PAUSE_MILLIS = 1_000;
  private static final long PATIENCE_MILLIS = 10_000;
  private static final int BED_STATES = 4;
  private final String url;
  private Optional<MqttClient> client = Optional.empty();

  OldMqttPublisher(String url) {
    this.url = url;
  }

  @Override
  public boolean publish(Reading reading) throws InterruptedException {
    try {
      connected().publish("ankang/" + reading.device() + "/up", written(reading), 1, false);
      return true;
    } catch (MqttException e) {
      close();
      Thread.sleep(PAUSE_MILLIS);
      return false;
    }
  }

  private static byte[] written(Reading reading) {
    String value = reading.type().equals("BED") ? Long.toString(1 + reading.sequence() % BED_STATES) : reading.value();
    return String
        .format(Locale.ROOT, "{\"sn\":\"%s\",\"t\":\"%s\",\"k\":\"%s\",\"v\":\"%s\",\"n\":%d}", reading.device(),
            TIME.format(reading.at()), LETTERS.getOrDefault(reading.type(), ""), value, reading.sequence())
        .getBytes(StandardCharsets.UTF_8);
  }

  private MqttClient connected() throws MqttException {
    if (client.isEmpty()) {
      MqttClient fresh = new MqttClient(url, "ankang-gateway", new MemoryPersistence());
      fresh.setTimeToWait(PATIENCE_MILLIS);
      client = Optional.of(fresh);
      MqttConnectOptions options = new MqttConnectOptions();
      options.setMqttVersion(MqttConnectOptions.MQTT_VERSION_3_1_1);
      options.setConnectionTimeout(5);
      fresh.connect(options);
    }
    return client.get();
  }

  @Override
  public void close() {
    client.ifPresent(open -> {
      MqttPublisher.quietly(() -> open.disconnectForcibly(500, 500, true));
      MqttPublisher.quietly(() -> open.close(true));
    });
    client = Optional.empty();
  }
}
