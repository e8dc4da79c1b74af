package cn.yilu.connectors;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiFunction;

/** One connection to a broker, with a client of its own: answers to messages of an earlier one cannot get into it. */
abstract class MqttConnection implements AutoCloseable {
  static final long LONGEST_ANSWER = 15_000;
  static final int REFUSED = 0x80;
  private static final long LOOK = 5_000;

  private final BiFunction<String, byte[], CompletableFuture<Void>> inbox;
  private final Acknowledgements acknowledgements = new Acknowledgements();
  private final CompletableFuture<Void> ended = new CompletableFuture<>();

  MqttConnection(BiFunction<String, byte[], CompletableFuture<Void>> inbox) {
    this.inbox = inbox;
  }

  static MqttConnection of(Subscription subscription, BiFunction<String, byte[], CompletableFuture<Void>> inbox)
      throws Trouble {
    return subscription.older() ? new Mqtt3Connection(subscription, inbox) : new Mqtt5Connection(subscription, inbox);
  }

  abstract void open() throws Trouble;

  /** Says good-bye after what is committed has been acknowledged. */
  abstract void leave() throws Trouble;

  abstract boolean connected();

  @Override
  public abstract void close();

  /**
   * Returns when told to stop; throws when the connection ended by itself or by a failed commit.
   *
   * @param lasting called now and then while the connection lasts
   */
  final void awaitEnd(CompletableFuture<Void> stopping, Runnable lasting) throws InterruptedException, Trouble {
    CompletableFuture<Object> either = CompletableFuture.anyOf(ended, stopping);
    while (true) {
      try {
        either.get(LOOK, TimeUnit.MILLISECONDS);
        return;
      } catch (TimeoutException still) {
        if (!connected()) {
          throw lost();
        }
        lasting.run();
      } catch (ExecutionException end) {
        throw Trouble.of(end.getCause() == null ? end : end.getCause());
      }
    }
  }

  /** Hands a message on and acknowledges it after its commit; a failed one ends the connection. */
  final void arrived(String topic, byte[] message, Runnable acknowledgement) {
    if (ended.isDone()) {
      return;
    }
    Runnable acknowledge = acknowledgements.arrived(acknowledgement);
    var unused = inbox.apply(topic, message).whenComplete((committed, failure) -> {
      if (failure == null) {
        acknowledge.run();
      } else {
        end(failure);
      }
    });
  }

  final void end(Throwable why) {
    ended.completeExceptionally(why);
  }

  static void granted(int code) throws Trouble {
    if (code >= REFUSED) {
      throw new Trouble("服务器拒绝订阅(代码 " + code + ")", "the broker refuses the subscription (code " + code + ")");
    }
  }

  static Trouble lost() {
    return new Trouble("与 MQTT 服务器的连接中断", "the connection to the broker broke");
  }

  static Trouble unreachable(int code, Throwable failure) {
    return new Trouble("无法连接 MQTT 服务器(代码 " + code + ")", "the broker cannot be reached (code " + code + ")", failure);
  }
}
