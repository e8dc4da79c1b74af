package cn.yilu.connectors;

import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttAsyncClient;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.client.persist.MemoryPersistence;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.MqttSubscription;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** A connection by MQTT 5. The broker is told how much may be on its way and how long a message may be. */
final class Mqtt5Connection extends MqttConnection implements MqttCallback {
  private final Subscription subscription;
  private final MqttAsyncClient client;

  Mqtt5Connection(Subscription subscription, BiFunction<String, byte[], CompletableFuture<Void>> inbox)
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
      client.connect(subscription.session()).waitForCompletion(LONGEST_ANSWER);
      IMqttToken wanted = client.subscribe(new MqttSubscription[]{subscription.atLeastOnce()});
      wanted.waitForCompletion(LONGEST_ANSWER);
      for (int code : wanted.getReasonCodes()) {
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
  public void disconnected(MqttDisconnectResponse response) {
    end(lost());
  }

  @Override
  public void mqttErrorOccurred(MqttException failure) {
    end(trouble(failure));
  }

  @Override
  public void deliveryComplete(IMqttToken sent) {}

  @Override
  public void connectComplete(boolean again, String url) {}

  @Override
  public void authPacketArrived(int code, MqttProperties properties) {}

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
