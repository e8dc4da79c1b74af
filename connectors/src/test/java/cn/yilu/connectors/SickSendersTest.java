package cn.yilu.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

/** Hospital systems that stall, do not listen, or come in crowds; and our end in the middle of a message. */
class SickSendersTest {
  private static final Duration PATIENCE = Duration.ofMinutes(2);
  private static final String MESSAGE = "MSH|^~\\&|HIS|WSJ|YILU|ZC|20260501120000||ADT^A08|MSG00001|P|2.5\rPID|1\r";

  @AutoClose
  private final Town town = new Town();
  private final MllpRoutes mllp = new MllpRoutes(Clock.systemUTC());
  private final int port = freePort();

  @Test
  void aMessageThatStallsIsCutOffAndNobodyElseWaits() throws Exception {
    start(town, Map.of("timeout", "1s"));
    try (Sender stalling = new Sender(port); Sender other = new Sender(port)) {
      stalling.bytes(("\u000b" + MESSAGE).getBytes(UTF_8));
      other.send(MESSAGE);
      town.inbox.next().commit();
      assertThat(other.answer()).contains("MSA|AA|MSG00001");

      assertThat(stalling.isClosedByPeer()).isTrue();
      assertThat(town.inbox.trouble().en()).contains("cut off");
      assertThat(town.inbox.isEmpty()).isTrue();
    }
  }

  @Test
  void aMessageThatTricklesWithoutEndIsCutOffToo() throws Exception {
    start(town, Map.of("timeout", "1s"));
    try (Sender trickling = new Sender(port)) {
      trickling.bytes(("\u000b" + MESSAGE).getBytes(UTF_8));
      CountDownLatch closed = new CountDownLatch(1);
      Thread.ofVirtual().start(() -> {
        try {
          trickling.isClosedByPeer();
        } catch (IOException reset) {
          // closed as well
        } finally {
          closed.countDown();
        }
      });
      try {
        while (!closed.await(20, TimeUnit.MILLISECONDS)) {
          trickling.bytes("x".getBytes(UTF_8));
        }
      } catch (IOException cut) {
        assertThat(closed.await(1, TimeUnit.MINUTES)).isTrue();
      }

      assertThat(town.inbox.trouble().en()).contains("cut off");
      assertThat(town.inbox.isEmpty()).isTrue();
    }
  }

  @Test
  void aSenderThatNeverTakesItsAnswersIsGivenUpAndOthersAreAnswered() throws Exception {
    start(town, Map.of("timeout", "2s"));
    town.inbox.settle();
    String wordy = MESSAGE.replace("MSG00001", "M".repeat(1_000_000));
    try (Sender deaf = new Sender(port); Sender other = new Sender(port)) {
      Thread sending = Thread.ofVirtual().start(() -> {
        try {
          while (true) {
            deaf.send(wordy);
          }
        } catch (IOException cut) {
          // given up
        }
      });

      assertThat(town.inbox.trouble().en()).isEqualTo("the connection to a sender broke");
      sending.join();
      other.send(MESSAGE);
      assertThat(other.answer()).contains("MSA|AA|MSG00001");
    }
  }

  @Test
  void aCrowdOfSilentConnectionsMakesRoomForThoseWhoSpeak() throws Exception {
    start(town, Map.of("idle", "500ms"));
    town.inbox.settle();
    List<Sender> silent = new ArrayList<>();
    try {
      for (int n = 0; n < MllpServer.CONNECTIONS; n++) {
        silent.add(new Sender(port));
      }

      await().atMost(PATIENCE).ignoreExceptions().until(() -> {
        try (Sender speaking = new Sender(port)) {
          speaking.send(MESSAGE);
          return speaking.answer().contains("MSA|AA|MSG00001");
        }
      });
      for (Sender one : silent) {
        assertThat(one.isClosedByPeer()).isTrue();
      }
    } finally {
      for (Sender one : silent) {
        one.close();
      }
    }
  }

  @Test
  void weAreKilledBeforeTheAnswerAndTheMessageSentAgainIsAnswered() throws Exception {
    start(town, Map.of());
    try (Sender sender = new Sender(port)) {
      sender.send(MESSAGE);
      town.inbox.next();
      town.kill();
      assertThat(sender.isClosedByPeer()).isTrue();
    }

    try (Town again = new Town(town.inbox)) {
      start(again, Map.of());
      try (Sender sender = new Sender(port)) {
        sender.send(MESSAGE);
        var offer = again.inbox.next();
        assertThat(new String(offer.bytes(), UTF_8)).isEqualTo(MESSAGE);
        offer.commit();
        assertThat(sender.answer()).contains("MSA|AA|MSG00001");
      }
    }
  }

  private void start(Town where, Map<String, String> more) throws Exception {
    Map<String, String> settings = new java.util.HashMap<>(more);
    settings.put("port", Integer.toString(port));
    where.start(mllp, "his", settings);
  }

  private static int freePort() {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
