package cn.yilu.connectors;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.eclipse.paho.client.mqttv3.IMqttDeliveryToken;
import org.eclipse.paho.client.mqttv3.IMqttToken;
import org.eclipse.paho.client.mqttv3.MqttAsyncClient;
import org.eclipse.paho.client.mqttv3.MqttCallback;
import org.eclipse.paho.client.mqttv3.MqttException;
import org.eclipse.paho.client.mqttv3.MqttMessage;
import org.eclipse.paho.client.mqttv3.persist.MemoryPersistence;

/**
 * A connection by MQTT 3.1.1. That has no word for how much may be on its way, so a full inbox just stops reading, which
 * the broker feels by TCP; the session asks for long enough pauses between signs of life to bear that.
 */
final class Mqtt3Connection extends MqttConnection implements MqttCallback {
  private final Subscription subscription;
  private final MqttAsyncClient client;

  Mqtt3Connection(Subscription subscription, BiFunction<String, byte[], CompletableFuture<Void>> inbox)
      throws Trouble {
    super(inbox);
    this.subscription = subscription;
    try {
      client = new MqttAsyncClient(subscription.url(), subscription.client(), new MemoryPersistence());
    } catch (MqttException failure) {
      throw trouble(failure);
    }
  }

  /** The callback stands before the connection does, since the broker sends what it kept for us at once. */
  @Override
  void open() throws Trouble {
    try {
      client.setManualAcks(true);
      client.setCallback(this);
      client.connect(subscription.olderSession()).waitForCompletion(LONGEST_ANSWER);
      IMqttToken wanted = client.subscribe(subscription.topic(), 1);
      wanted.waitForCompletion(LONGEST_ANSWER);
      for (int code : wanted.getGrantedQos()) {
        granted(code);
      }
    } catch (MqttException failure) {
      throw trouble(failure);
    }
  }

  @Override
  boolean connected() {
    return client.isConnected();
  }

  @Override
  void leave() throws Trouble {
    try {
      client.disconnect(1_000).waitForCompletion(2_000);
    } catch (MqttException failure) {
      throw trouble(failure);
    }
  }

  @Override
  public void close() {
    end(lost());
    try {
      client.disconnectForcibly(0, 0, false);
      client.close(true);
    } catch (MqttException gone) {
      // It ended by itself.
    }
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    arrived(topic, message.getPayload(), () -> acknowledge(message));
  }

  @Override
  public void connectionLost(Throwable why) {
    end(lost());
  }

  @Override
  public void deliveryComplete(IMqttDeliveryToken sent) {}

  /** What cannot be acknowledged any more comes again by the next connection. */
  private void acknowledge(MqttMessage message) {
    try {
      client.messageArrivedComplete(message.getId(), message.getQos());
    } catch (MqttException gone) {
      end(lost());
    }
  }

  private static Trouble trouble(MqttException failure) {
    return unreachable(failure.getReasonCode(), failure);
  }
}
