package cn.yilu.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.Charset;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;

class MllpRoutesTest {
  private static final Clock NOON = Clock.fixed(Instant.parse("2026-05-01T04:00:00Z"), ZoneOffset.UTC);
  private static final String MESSAGE = "MSH|^~\\&|HIS|WSJ|YILU|ZC|20260501120000||ADT^A08|MSG00001|P|2.5||||||UNICODE UTF-8\rPID|1\r";

  @AutoClose
  private final Town town = new Town();
  private final MllpRoutes mllp = new MllpRoutes(NOON);
  private final int port = freePort();

  @Test
  void aMessageIsAcknowledgedOnlyAfterTheCommit() throws Exception {
    start();
    try (Sender sender = new Sender(port)) {
      sender.send(MESSAGE);
      var offer = town.inbox.next();
      assertThat(sender.hasAnswer()).isFalse();

      offer.commit(new Receipt(true, 1, 0, 1));

      assertThat(sender.answer())
          .matches("MSH\\|\\^~\\\\&\\|YILU\\|ZC\\|HIS\\|WSJ\\|20260501040000\\+0000\\|\\|ACK\\^A08\\|"
              + "[0-9a-f]{20}\\|P\\|2\\.5\\|\\|\\|\\|\\|\\|UNICODE UTF-8\rMSA\\|AA\\|MSG00001\\|\r");
      assertThat(new String(offer.bytes(), UTF_8)).isEqualTo(MESSAGE);
      assertThat(offer.envelope().name()).isEqualTo("MSG00001");
      assertThat(offer.envelope().mediaType()).isEqualTo("x-application/hl7-v2+er7");
    }
  }

  @Test
  void whatCannotBeReadIsRejected() throws Exception {
    start();
    try (Sender sender = new Sender(port)) {
      sender.send("GET / HTTP/1.1");
      town.inbox.next().commit(new Receipt(false, 1, 0, 1));

      assertThat(sender.answer()).contains("MSA|AR||");
    }
  }

  @Test
  void whatCouldNotBeCommittedIsAskedForAgain() throws Exception {
    start();
    try (Sender sender = new Sender(port)) {
      sender.send(MESSAGE);
      town.inbox.next().fail();
      assertThat(sender.answer()).contains("MSA|AE|MSG00001|could not commit, send again");

      sender.send(MESSAGE);
      town.inbox.next().commit();
      assertThat(sender.answer()).contains("MSA|AA|MSG00001|");
    }
  }

  @Test
  void theSendersOwnBytesComeBackUnchanged() throws Exception {
    start();
    Charset gb = Charset.forName("GB18030");
    try (Sender sender = new Sender(port)) {
      sender.bytes(Frames.framed("MSH#*~\\&#卫健#㐂#####ADT*A01#号码䶮#P#2.4\rPID".getBytes(gb)));
      town.inbox.next().commit();

      assertThat(new String(sender.answerBytes(), gb)).startsWith("MSH#*~\\&###卫健#㐂#").contains("#ACK*A01#")
          .contains("MSA#AA#号码䶮#");
    }
  }

  @Test
  void garbageBetweenMessagesAndSeveralInOnePacketAreTaken() throws Exception {
    start();
    try (Sender sender = new Sender(port)) {
      sender.bytes(("noise\r\n\u000b" + MESSAGE + "\u001c\r\r\n\u000b" + MESSAGE.replace("00001", "00002") + "\u001c\r")
          .getBytes(UTF_8));
      var first = town.inbox.next();
      assertThat(town.inbox.isEmpty()).isTrue();
      first.commit();
      town.inbox.next().commit();

      assertThat(sender.answer()).contains("MSA|AA|MSG00001");
      assertThat(sender.answer()).contains("MSA|AA|MSG00002");
    }
  }

  @Test
  void aMessageInManyPacketsIsOne() throws Exception {
    start();
    try (Sender sender = new Sender(port)) {
      for (byte piece : Frames.framed(MESSAGE.getBytes(UTF_8))) {
        sender.bytes(new byte[]{piece});
      }
      var offer = town.inbox.next();
      assertThat(new String(offer.bytes(), UTF_8)).isEqualTo(MESSAGE);
    }
  }

  @Test
  void aMessageBegunAnewReplacesTheBeginningOfTheOther() throws Exception {
    start();
    try (Sender sender = new Sender(port)) {
      sender.bytes(("\u000bMSH|^~\\&|half\u000b" + MESSAGE + "\u001c\r").getBytes(UTF_8));

      assertThat(new String(town.inbox.next().bytes(), UTF_8)).isEqualTo(MESSAGE);
    }
  }

  @Test
  void aMessageCutOffIsToldAndNeverHandedOn() throws Exception {
    start();
    try (Sender sender = new Sender(port)) {
      sender.bytes(("\u000b" + MESSAGE).getBytes(UTF_8));
    }

    assertThat(town.inbox.trouble().en()).contains("cut off");
    assertThat(town.inbox.isEmpty()).isTrue();
  }

  @Test
  void aMessageOverAMebibyteIsRejectedOnceThatItCameIsKeptAndTheConnectionGoesOn() throws Exception {
    start();
    try (Sender sender = new Sender(port)) {
      sender.send(MESSAGE + "x".repeat(Frames.LONGEST));
      var refused = town.inbox.next();
      assertThat(refused.envelope().name()).isEqualTo("MSG00001");
      assertThat(refused.envelope().content()).isInstanceOf(Envelope.Unusable.class);
      refused.commit(new Receipt(false, 1, 0, 1));
      assertThat(sender.answer()).contains("MSA|AR|MSG00001|longer than 1 MiB");

      sender.send(MESSAGE + "x".repeat(Frames.LONGEST - MESSAGE.length()));
      var offer = town.inbox.next();
      assertThat(offer.bytes()).hasSize(Frames.LONGEST);
    }
  }

  @Test
  void aSilentConnectionIsClosed() throws Exception {
    town.start(mllp, "his", Map.of("port", Integer.toString(port), "idle", "50ms"));
    try (Sender sender = new Sender(port)) {
      assertThat(sender.isClosedByPeer()).isTrue();
    }
  }

  @Test
  void aConnectionWaitsOnlyForItsOwnMessage() throws Exception {
    start();
    try (Sender slow = new Sender(port); Sender quick = new Sender(port)) {
      slow.send(MESSAGE);
      var waiting = town.inbox.next();
      quick.send(MESSAGE.replace("00001", "00002"));
      town.inbox.next().commit();

      assertThat(quick.answer()).contains("MSA|AA|MSG00002");
      assertThat(slow.hasAnswer()).isFalse();
      waiting.commit();
      assertThat(slow.answer()).contains("MSA|AA|MSG00001");
    }
  }

  @Test
  void connectionsAreBounded() throws Exception {
    start();
    List<Sender> senders = new ArrayList<>();
    try {
      for (int n = 0; n < MllpServer.CONNECTIONS; n++) {
        senders.add(new Sender(port));
      }
      try (Sender oneTooMany = new Sender(port)) {
        assertThat(oneTooMany.isClosedByPeer()).isTrue();
        assertThat(town.inbox.trouble().en()).isEqualTo("there are 64 connections already");
      }
      senders.getFirst().send(MESSAGE);
      town.inbox.next().commit();
      assertThat(senders.getFirst().answer()).contains("MSA|AA");
    } finally {
      for (Sender sender : senders) {
        sender.close();
      }
    }
  }

  @Test
  void aStopAnswersWhatIsOnItsWayAndFreesThePort() throws Exception {
    start();
    try (Sender sender = new Sender(port); Sender silent = new Sender(port)) {
      sender.send(MESSAGE);
      var offer = town.inbox.next();
      Thread stop = Thread.ofVirtual().start(this::stop);
      assertThat(silent.isClosedByPeer()).isTrue();
      offer.commit();

      assertThat(sender.answer()).contains("MSA|AA|MSG00001");
      stop.join();
    }
    start();
    try (Sender sender = new Sender(port)) {
      sender.send(MESSAGE);
      town.inbox.next();
    }
  }

  @Test
  void aStopDoesNotWaitForeverForAnInboxThatDoesNotAnswer() throws Exception {
    start();
    try (Sender sender = new Sender(port)) {
      sender.send(MESSAGE);
      var offer = town.inbox.next();

      town.stop(mllp, "his", Duration.ofSeconds(1));

      assertThat(town.camel().getRoutes()).isEmpty();
      offer.commit();
      assertThat(sender.isClosedByPeer()).isTrue();
    }
  }

  @Test
  void aPortThatIsTakenIsTroubleUntilItIsFree() throws Exception {
    try (ServerSocket other = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
      assertThat(other.isBound()).isTrue();
      start();
      assertThat(town.inbox.trouble().zh()).isEqualTo("无法监听端口 " + port);
    }

    await().ignoreExceptions().untilAsserted(() -> new Sender(port).close());
  }

  private void start() throws Exception {
    town.start(mllp, "his", Map.of("port", Integer.toString(port)));
  }

  private void stop() {
    try {
      town.stop(mllp, "his");
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  private static int freePort() {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    } catch (java.io.IOException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
