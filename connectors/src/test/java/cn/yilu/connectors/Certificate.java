package cn.yilu.connectors;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;

/** A certificate of the name {@code localhost} that vouches for itself, with its key, made by the JDK's own tool. */
record Certificate(String pem, String key) {
  private static final char[] PASSWORD = "changeit".toCharArray();

  static Certificate of(Path folder, String name) throws IOException, InterruptedException, GeneralSecurityException {
    Path file = folder.resolve(name + ".p12");
    Process tool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
        "-genkeypair", "-alias", "one", "-keyalg", "EC", "-groupname", "secp256r1", "-dname", "CN=" + name, "-ext",
        "SAN=dns:localhost,ip:127.0.0.1", "-ext", "BC=ca:true", "-validity", "2", "-storetype", "PKCS12", "-keystore",
        file.toString(), "-storepass", new String(PASSWORD)).inheritIO().start();
    if (tool.waitFor() != 0) {
      throw new IOException("keytool failed");
    }
    KeyStore store = KeyStore.getInstance(file.toFile(), PASSWORD);
    return new Certificate(block("CERTIFICATE", store.getCertificate("one").getEncoded()),
        block("PRIVATE KEY", store.getKey("one", PASSWORD).getEncoded()));
  }

  /** Writes both down for a program that wants files. */
  void write(Path certificate, Path secret) throws IOException {
    Files.writeString(certificate, pem);
    Files.writeString(secret, key);
  }

  Identity identity() {
    return new Identity(pem, key);
  }

  private static String block(String kind, byte[] bytes) {
    return "-----BEGIN " + kind + "-----\n"
        + Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII)).encodeToString(bytes)
        + "\n-----END " + kind + "-----\n";
  }
}
