package cn.yilu.connectors;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.sshd.common.NamedResource;
import org.apache.sshd.common.config.keys.FilePasswordProvider;
import org.apache.sshd.common.util.security.SecurityUtils;

/**
 * Where a server is and who we are to it.
 *
 * @param keys private keys, none where a password is used
 * @param names character set of file names there
 * @param timeout for each step, and for a whole file
 */
record SftpLogin(String host, int port, String user, HostKeys server, Optional<String> password, List<KeyPair> keys,
    Charset names, Duration timeout) {

  static SftpLogin of(Settings settings) {
    List<KeyPair> keys = settings.optional("key").map(key -> keys(key, settings.text("passphrase", "")))
        .orElse(List.of());
    Optional<String> password = settings.optional("password");
    if (keys.isEmpty() && password.isEmpty()) {
      throw Settings.wrong("password", "password 与 key 必须填写其一", "or key is missing");
    }
    return new SftpLogin(settings.text("host"), settings.number("port", 22, 1, 65_535), settings.text("user"),
        HostKeys.of(settings.text("hostKey")), password, keys,
        settings.charset("names").orElse(StandardCharsets.UTF_8),
        settings.duration("timeout", Duration.ofMinutes(30)));
  }

  /** Neither user nor secrets. */
  @Override
  public String toString() {
    return "SftpLogin[" + host + "]";
  }

  private static List<KeyPair> keys(String text, String passphrase) {
    try (var in = new ByteArrayInputStream((text.strip() + "\n").getBytes(StandardCharsets.UTF_8))) {
      Iterable<KeyPair> read = SecurityUtils.loadKeyPairIdentities(null, NamedResource.ofName("key"), in,
          passphrase.isEmpty() ? FilePasswordProvider.EMPTY : FilePasswordProvider.of(passphrase));
      if (read != null && read.iterator().hasNext()) {
        return List.of(read.iterator().next());
      }
    } catch (IOException | GeneralSecurityException | RuntimeException wrong) {
      // told below
    }
    throw Settings.wrong("key", "不是可用的私钥,或口令不符", "is no private key we can read, or passphrase is wrong");
  }
}
