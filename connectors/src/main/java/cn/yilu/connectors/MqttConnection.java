package cn.yilu.connectors;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
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

/** One connection to a broker, with a client of its own: answers to messages of an earlier one cannot get into it. */
final class MqttConnection implements MqttCallback, AutoCloseable {
  private static final long LONGEST_ANSWER = 15_000;
  private static final long LOOK = 5_000;
  private static final int REFUSED = 0x80;

  private final Subscription subscription;
  private final BiFunction<String, byte[], CompletableFuture<Void>> inbox;
  private final MqttAsyncClient client;
  private final Acknowledgements acknowledgements = new Acknowledgements();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  MqttConnection(Subscription subscription, BiFunction<String, byte[], CompletableFuture<Void>> inbox) throws Trouble {
    this.subscription = subscription;
    this.inbox = inbox;
    try {
      client = new MqttAsyncClient(subscription.url(), subscription.client(), new MemoryPersistence());
    } catch (MqttException failure) {
      throw trouble(failure);
    }
  }

  /** The callback stands before the connection does, since the broker sends what it kept for us at once. */
  void open() throws Trouble {
    try {
      client.setManualAcks(true);
      client.setCallback(this);
      client.connect(subscription.session()).waitForCompletion(LONGEST_ANSWER);
      IMqttToken wanted = client.subscribe(new MqttSubscription[]{subscription.atLeastOnce()});
      wanted.waitForCompletion(LONGEST_ANSWER);
      for (int granted : wanted.getReasonCodes()) {
        if (granted >= REFUSED) {
          throw new Trouble("服务器拒绝订阅(代码 " + granted + ")",
              "the broker refuses the subscription (code " + granted + ")");
        }
      }
    } catch (MqttException failure) {
      throw trouble(failure);
    }
  }

  /** Returns when told to stop; throws when the connection ended by itself or by a failed commit. */
  void awaitEnd(CompletableFuture<Void> stopping) throws InterruptedException, Trouble {
    CompletableFuture<Object> either = CompletableFuture.anyOf(ended, stopping);
    while (true) {
      try {
        either.get(LOOK, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException still) {
        if (!client.isConnected()) {
          throw lost();
        }
      } catch (ExecutionException end) {
        throw Trouble.of(end.getCause() == null ? end : end.getCause());
      }
    }
  }

  /** Says good-bye after what is committed has been acknowledged. */
  void leave() throws Trouble {
    try {
      client.disconnect(1_000).waitForCompletion(2_000);
    } catch (MqttException failure) {
      throw trouble(failure);
    }
  }

  @Override
  public void close() {
    ended.completeExceptionally(lost());
    try {
      client.disconnectForcibly(0, 0, false);
      client.close(true);
    } catch (MqttException gone) {
      // It ended by itself.
    }
  }

  @Override
  public void messageArrived(String topic, MqttMessage message) {
    if (ended.isDone()) {
      return;
    }
    Runnable acknowledge = acknowledgements.arrived(() -> acknowledge(message));
    var unused = inbox.apply(topic, message.getPayload()).whenComplete((committed, failure) -> {
      if (failure == null) {
        acknowledge.run();
      } else {
        ended.completeExceptionally(failure);
      }
    });
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {
    ended.completeExceptionally(lost());
  }

  @Override
  public void mqttErrorOccurred(MqttException failure) {
    ended.completeExceptionally(trouble(failure));
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
      ended.completeExceptionally(lost());
    }
  }

  private static Trouble lost() {
    return new Trouble("与 MQTT 服务器的连接中断", "the connection to the broker broke");
  }

  private static Trouble trouble(MqttException failure) {
    return new Trouble("无法连接 MQTT 服务器(代码 " + failure.getReasonCode() + ")",
        "the broker cannot be reached (code " + failure.getReasonCode() + ")", failure);
  }
}
