package cn.yilu.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.HapiContext;
import ca.uhn.hl7v2.app.Connection;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.parser.GenericModelClassFactory;
import ca.uhn.hl7v2.util.StandardSocketFactory;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The sender is HAPI's own HL7 v2 client, plain and by TLS. */
class MllpPeerTest {
  private static Certificate ours;
  private static Certificate theirs;
  private static Certificate strangers;

  @AutoClose
  private final Town town = new Town();
  private final int port = freePort();

  @BeforeAll
  static void certificates(@TempDir Path folder) throws Exception {
    ours = Certificate.of(folder, "ours");
    theirs = Certificate.of(folder, "theirs");
    strangers = Certificate.of(folder, "strangers");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ADT^A01", "ADT^A04", "ADT^A08", "ADT^A28", "ADT^A31", "ADT^A40", "ORU^R01", "VXU^V04"})
  void everyTypeIsAnsweredByWhatBecameOfIt(String type) throws Exception {
    start(Map.of());
    try (HapiContext hapi = hapi(Optional.empty(), Optional.empty())) {
      Connection connection = hapi.newClient("localhost", port, false);

      assertThat(exchange(connection, type, "", offer -> offer.commit())).contains("MSA|AA|C1");
      assertThat(exchange(connection, type, "", offer -> offer.commit(new Receipt(false, 1, 0, 1))))
          .contains("MSA|AR|C1");
      assertThat(exchange(connection, type, "", RecordingInbox.Offer::fail)).contains("MSA|AE|C1");
    }
  }

  @Test
  void inEnhancedModeTheSenderGetsTheAcknowledgementItAsksFor() throws Exception {
    start(Map.of());
    try (HapiContext hapi = hapi(Optional.empty(), Optional.empty())) {
      Connection connection = hapi.newClient("localhost", port, false);

      assertThat(exchange(connection, "ADT^A08", "|||AL|NE", offer -> offer.commit())).contains("MSA|CA|C1");
      assertThat(exchange(connection, "ADT^A08", "|||AL|NE", RecordingInbox.Offer::fail)).contains("MSA|CE|C1");
      assertThat(exchange(connection, "ADT^A08", "|||NE|AL", offer -> offer.commit())).contains("MSA|AA|C1");
    }
  }

  @Test
  void aSenderSpeaksTlsAndShowsItsCertificate() throws Exception {
    start(Map.of("certificate", ours.pem(), "key", ours.key(), "trust", theirs.pem()));
    try (HapiContext hapi = hapi(Optional.of(ours.pem()), Optional.of(theirs.identity()))) {
      Connection connection = hapi.newClient("localhost", port, true);

      assertThat(exchange(connection, "ADT^A08", "", offer -> offer.commit())).contains("MSA|AA|C1");
      assertThat(exchange(connection, "ORU^R01", "", offer -> offer.commit())).contains("MSA|AA|C1");
    }
  }

  @Test
  void aSenderWithoutACertificateThatWeTrustIsTurnedAway() throws Exception {
    start(Map.of("certificate", ours.pem(), "key", ours.key(), "trust", theirs.pem()));

    try (SSLSocket socket = (SSLSocket) Trust.context(Optional.of(ours.pem()), Optional.of(strangers.identity()))
        .getSocketFactory().createSocket("localhost", port)) {
      assertThatThrownBy(() -> {
        socket.getOutputStream()
            .write(Frames.framed("MSH|^~\\&|".getBytes(java.nio.charset.StandardCharsets.US_ASCII)));
        socket.getInputStream().read();
      }).isInstanceOf(IOException.class);
    }

    var told = town.inbox.trouble();
    assertThat(told.en()).contains("check the certificates");
    assertThat(told.zh()).contains("证书");
    assertThat(town.inbox.isEmpty()).isTrue();
  }

  @Test
  void tlsOlderThanTwelveIsRefused() throws Exception {
    start(Map.of("certificate", ours.pem(), "key", ours.key()));

    try (SSLSocket socket = (SSLSocket) Trust.context(Optional.of(ours.pem()), Optional.empty()).getSocketFactory()
        .createSocket("localhost", port)) {
      socket.setEnabledProtocols(new String[]{"TLSv1.1"});
      assertThatThrownBy(socket::startHandshake).isInstanceOf(IOException.class);
    }
  }

  @Test
  void plainTextOnATlsPortHarmsNobody() throws Exception {
    start(Map.of("certificate", ours.pem(), "key", ours.key()));
    try (Sender plain = new Sender(port)) {
      plain.send("MSH|^~\\&|HIS");
      assertThat(town.inbox.trouble().en()).contains("TLS with a sender failed");
    }

    try (HapiContext hapi = hapi(Optional.of(ours.pem()), Optional.empty())) {
      Connection connection = hapi.newClient("localhost", port, true);
      assertThat(exchange(connection, "ADT^A08", "", offer -> offer.commit())).contains("MSA|AA|C1");
    }
  }

  @Test
  void aStopAnswersWhatIsOnItsWayByTls() throws Exception {
    MllpRoutes mllp = start(Map.of("certificate", ours.pem(), "key", ours.key()));
    try (HapiContext hapi = hapi(Optional.of(ours.pem()), Optional.empty())) {
      Connection connection = hapi.newClient("localhost", port, true);
      CompletableFuture<String> answer = send(connection, "ADT^A08", "");
      var offer = town.inbox.next();
      Thread stop = Thread.ofVirtual().start(() -> {
        try {
          town.stop(mllp, "hospital");
        } catch (Exception failure) {
          throw new IllegalStateException(failure);
        }
      });
      town.awaitStopping("hospital.mllp");
      offer.commit();

      assertThat(answer.get()).contains("MSA|AA|C1");
      stop.join();
    }
  }

  @Test
  void aKeyThatIsNoneIsRefusedByName() {
    assertThatThrownBy(() -> start(Map.of("certificate", ours.pem(), "key", "x"))).hasMessageContaining("key");
    assertThatThrownBy(() -> start(Map.of("certificate", "x", "key", ours.key()))).hasMessageContaining("certificate");
    assertThatThrownBy(() -> start(Map.of("trust", ours.pem()))).hasMessageContaining("certificate");
    assertThatThrownBy(() -> start(Map.of("key", ours.key()))).hasMessageContaining("certificate");
  }

  private MllpRoutes start(Map<String, String> more) throws Exception {
    MllpRoutes mllp = new MllpRoutes(Clock.systemUTC());
    Map<String, String> settings = new HashMap<>(more);
    settings.put("port", Integer.toString(port));
    town.start(mllp, "hospital", settings);
    return mllp;
  }

  private String exchange(Connection connection, String type, String more,
      java.util.function.Consumer<RecordingInbox.Offer> verdict) throws Exception {
    CompletableFuture<String> answer = send(connection, type, more);
    verdict.accept(town.inbox.next());
    return answer.get();
  }

  /** Sends on a thread of its own, since HAPI waits for the answer. */
  private static CompletableFuture<String> send(Connection connection, String type, String more) {
    return CompletableFuture.supplyAsync(() -> {
      try {
        Message message = connection.getInitiator() == null
            ? null
            : parser().parse("MSH|^~\\&|HIS|WSJ|YILU|ZC|20260501120000||" + type + "|C1|P|2.5" + more + "\rPID|1\r");
        return connection.getInitiator().sendAndReceive(message).encode();
      } catch (HL7Exception | IOException | ca.uhn.hl7v2.llp.LLPException failure) {
        throw new IllegalStateException(failure);
      }
    });
  }

  private static ca.uhn.hl7v2.parser.Parser parser() {
    return new DefaultHapiContext(ValidationContextFactory.noValidation()).getGenericParser();
  }

  private static HapiContext hapi(Optional<String> trust, Optional<Identity> identity) {
    DefaultHapiContext hapi = new DefaultHapiContext(new GenericModelClassFactory());
    hapi.setValidationContext(ValidationContextFactory.noValidation());
    SSLContext tls = Trust.context(trust, identity);
    hapi.setSocketFactory(new StandardSocketFactory() {
      @Override
      public Socket createTlsSocket() throws IOException {
        return tls.getSocketFactory().createSocket();
      }
    });
    return hapi;
  }

  private static int freePort() {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
