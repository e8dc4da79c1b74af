package cn.yilu.connectors;

import java.io.IOException;
import java.net.SocketAddress;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.client.keyverifier.ServerKeyVerifier;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.PublicKeyEntryResolver;
import org.apache.sshd.common.digest.BuiltinDigests;

/**
 * The keys by which a server proves to be itself: fingerprints as {@code ssh-keygen -l} prints them, or keys as
 * {@code ssh-keyscan} does. Any other key is refused.
 */
record HostKeys(List<String> fingerprints) implements ServerKeyVerifier {

  static HostKeys of(String setting) {
    List<String> fingerprints = new ArrayList<>();
    for (String line : setting.strip().split("\\s*[\\n,]\\s*")) {
      fingerprints.add(line.startsWith("SHA256:") ? line.split("\\s", 2)[0] : fingerprint(line));
    }
    return new HostKeys(List.copyOf(fingerprints));
  }

  @Override
  public boolean verifyServerKey(ClientSession session, SocketAddress remote, PublicKey key) {
    return fingerprints.contains(KeyUtils.getFingerPrint(BuiltinDigests.sha256, key));
  }

  /** The key in a line may follow the names of the server. */
  private static String fingerprint(String line) {
    try {
      String key = line.startsWith("ssh-") || line.startsWith("ecdsa-") ? line : line.substring(line.indexOf(' ') + 1);
      PublicKey read = PublicKeyEntry.parsePublicKeyEntry(key).resolvePublicKey(null, null,
          PublicKeyEntryResolver.FAILING);
      return KeyUtils.getFingerPrint(BuiltinDigests.sha256, read);
    } catch (IOException | GeneralSecurityException | RuntimeException notAKey) {
      throw Settings.wrong("hostKey", "应是 SHA256: 指纹,或 ssh-keyscan 输出的公钥",
          "must be a fingerprint SHA256:… or a public key as ssh-keyscan prints it");
    }
  }
}
