package cn.yilu.connectors;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;

/**
 * Who we are in TLS, as PEM: the setting {@code certificate}, followed by those between it and the authority, and
 * {@code key}, in PKCS #8 without a password.
 */
record Identity(String certificate, String key) {
  static final String CERTIFICATE = "our certificate (PEM), followed by those between it and the authority";
  static final String KEY = "its key (PEM, PKCS #8, no password), best as ${secret:…}";

  private static final Pattern KEY_BLOCK = Pattern
      .compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");
  private static final List<String> KINDS = List.of("RSA", "EC", "Ed25519");
  private static final char[] NO_PASSWORD = {};

  static Optional<Identity> of(Settings settings) {
    Optional<Identity> identity = settings.optional("certificate")
        .map(certificate -> new Identity(certificate, settings.text("key")));
    if (identity.isEmpty() && settings.optional("key").isPresent()) {
      throw Settings.wrong("certificate", "与 key 须一并填写", "is needed together with key");
    }
    identity.ifPresent(Identity::managers);
    return identity;
  }

  /** Nothing: the key is secret. */
  @Override
  public String toString() {
    return "Identity";
  }

  KeyManager[] managers() {
    Certificate[] chain = chain();
    PrivateKey secret = secret();
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, null);
      store.setKeyEntry("ours", secret, NO_PASSWORD, chain);
      KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(store, NO_PASSWORD);
      return managers.getKeyManagers();
    } catch (GeneralSecurityException | java.io.IOException wrong) {
      throw Settings.wrong("key", "与 certificate 不相符", "does not belong to certificate");
    }
  }

  private Certificate[] chain() {
    try {
      Certificate[] chain = CertificateFactory.getInstance("X.509")
          .generateCertificates(new ByteArrayInputStream(certificate.getBytes(StandardCharsets.US_ASCII)))
          .toArray(Certificate[]::new);
      if (chain.length > 0) {
        return chain;
      }
    } catch (GeneralSecurityException wrong) {
      // told below, together with a text without any certificate
    }
    throw Settings.wrong("certificate", "应是 PEM 格式的证书", "must be certificates in PEM");
  }

  private PrivateKey secret() {
    Matcher block = KEY_BLOCK.matcher(key);
    if (block.find()) {
      byte[] bytes = Base64.getMimeDecoder().decode(block.group(1));
      for (String kind : KINDS) {
        try {
          return KeyFactory.getInstance(kind).generatePrivate(new PKCS8EncodedKeySpec(bytes));
        } catch (GeneralSecurityException other) {
          // perhaps it is of the next kind
        }
      }
    }
    throw Settings.wrong("key", "应是 PEM 格式(PKCS #8、无口令)的私钥", "must be a private key in PEM (PKCS #8, no password)");
  }
}
