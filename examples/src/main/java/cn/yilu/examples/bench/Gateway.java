package cn.yilu.examples.bench;

import cn.yilu.examples.town.IdNumbers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttActionListener;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttConnectionOptions;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;

/** A gateway of many devices that somebody wears: publishes readings at least once (QoS 1), no two alike. */
final class Gateway implements AutoCloseable {
  static final int DEVICES = 1_000;
  /** What the broker has not taken yet; brokers let a client have about twenty. */
  private static final int WINDOW = 10;
  private static final long BEGIN = Instant.parse("2025-01-01T00:00:00Z").toEpochMilli();
  private final Semaphore window = new Semaphore(WINDOW);
  private final MqttAsyncClient client;
  private volatile Optional<Throwable> failure = Optional.empty();
  private int sent;

  Gateway(String url) throws MqttException {
    client = new MqttAsyncClient(url, "bench-gateway", new MemoryPersistence());
    MqttConnectionOptions options = new MqttConnectionOptions();
    options.setConnectionTimeout(5);
    client.connect(options).waitForCompletion(10_000);
  }

  /** Who wears which device, one a line. */
  static String wears() {
    StringBuilder lines = new StringBuilder("device,person,from\n");
    for (int i = 0; i < DEVICES; i++) {
      lines.append(device(i)).append(',').append(IdNumbers.number("370302", LocalDate.of(1940, 1, 1).plusDays(i), 980))
          .append(",2024-01-01\n");
    }
    return lines.toString();
  }

  private static String device(int number) {
    return "D%06d".formatted(900_000 + number);
  }

  /** Publishes so many readings as fast as the broker takes them; comes back when it has them. */
  void publish(int count) throws MqttException, IOException, InterruptedException {
    for (int i = 0; i < count; i++) {
      window.acquire();
      String device = device(sent % DEVICES);
      String reading = "{\"deviceId\":\"%s\",\"ts\":%d,\"type\":\"HR\",\"value\":%d,\"unit\":\"bpm\",\"seq\":%d}"
          .formatted(device, BEGIN + sent, 58 + sent % 40, sent);
      client.publish("elder/" + device + "/reading", reading.getBytes(StandardCharsets.UTF_8), 1, false, null, taken());
      sent++;
    }
    window.acquire(WINDOW);
    window.release(WINDOW);
    if (failure.isPresent()) {
      throw new IOException("the broker did not take a reading", failure.get());
    }
  }

  private MqttActionListener taken() {
    return new MqttActionListener() {
      @Override
      public void onSuccess(IMqttToken token) {
        window.release();
      }

      @Override
      public void onFailure(IMqttToken token, Throwable why) {
        failure = Optional.of(why);
        window.release();
      }
    };
  }

  /** How many readings the broker has. */
  int sent() {
    return sent;
  }

  @Override
  public void close() throws MqttException {
    client.disconnectForcibly(500, 500, true);
    client.close(true);
  }
}
