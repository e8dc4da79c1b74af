package cn.yilu.connectors;

import java.io.IOException;
import java.net.Socket;
import java.nio.charset.Charset;
import java.time.Duration;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;

/**
 * Where to listen for MLLP, and how patiently.
 *
 * @param timeout for a message from its first byte to its last, and for the sender to take the answer
 * @param tls present when senders must speak TLS, 1.2 at least
 * @param named whether senders must show a certificate of their own
 */
record MllpSettings(String host, int port, Duration idle, Duration timeout, Optional<Charset> charset,
    Optional<SSLContext> tls, boolean named) {
  private static final String[] VERSIONS = {"TLSv1.3", "TLSv1.2"};
  private static final Duration LONGEST_HANDSHAKE = Duration.ofSeconds(10);

  static MllpSettings of(Settings settings) {
    Optional<Identity> identity = Identity.of(settings);
    Optional<String> trust = settings.optional("trust");
    if (trust.isPresent() && identity.isEmpty()) {
      throw Settings.wrong("certificate", "与 trust 须一并填写", "is needed where trust is given");
    }
    return new MllpSettings(settings.text("host", "127.0.0.1"), settings.number("port", 1, 65_535),
        settings.duration("idle", Duration.ofMinutes(10)), settings.duration("timeout", Duration.ofSeconds(60)),
        settings.charset("charset"),
        identity.map(ours -> Trust.context(trust, identity)), trust.isPresent());
  }

  /** The socket to converse by: where TLS is asked for, after a handshake of at most ten seconds. */
  Socket secured(Socket plain) throws IOException {
    if (tls.isEmpty()) {
      return plain;
    }
    SSLSocket secured = (SSLSocket) tls.get().getSocketFactory().createSocket(plain, null, true);
    secured.setUseClientMode(false);
    secured.setEnabledProtocols(VERSIONS);
    secured.setNeedClientAuth(named);
    Deadline deadline = new Deadline(LONGEST_HANDSHAKE, plain);
    try {
      secured.startHandshake();
    } finally {
      deadline.close();
    }
    return secured;
  }
}
