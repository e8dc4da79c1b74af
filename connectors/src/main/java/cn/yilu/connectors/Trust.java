package cn.yilu.connectors;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.time.Duration;
import java.util.Collection;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Whom we believe that they are who they say: the certificates of this machine, or those a source's file names. */
final class Trust {
  static final String MEANING = "certificates (PEM) of the authorities that vouch for the server; default those of this machine";

  private Trust() {}

  /** A client of our own for a source; it ends when nobody holds it any more. */
  static HttpClient client(Settings settings) {
    HttpClient.Builder client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1)
        .followRedirects(HttpClient.Redirect.NEVER).connectTimeout(Duration.ofSeconds(10));
    context(settings.optional("trust")).ifPresent(client::sslContext);
    return client.build();
  }

  static Optional<SSLContext> context(Optional<String> pem) {
    return pem.map(trusted -> context(pem, Optional.empty()));
  }

  /** What to speak TLS by; trusting this machine's authorities where no others are named. */
  static SSLContext context(Optional<String> pem, Optional<Identity> identity) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(identity.map(Identity::managers).orElse(null), pem.isPresent() ? managers(pem.get()) : null, null);
      return context;
    } catch (GeneralSecurityException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static TrustManager[] managers(String pem) {
    try {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      Collection<? extends Certificate> given = CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
      if (given.isEmpty()) {
        throw new GeneralSecurityException("none");
      }
      for (Certificate authority : given) {
        store.setCertificateEntry("authority-" + store.size(), authority);
      }
      TrustManagerFactory managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      return managers.getTrustManagers();
    } catch (GeneralSecurityException | IOException wrong) {
      throw Settings.wrong("trust", "应是 PEM 格式的证书", "must be certificates in PEM");
    }
  }
}
