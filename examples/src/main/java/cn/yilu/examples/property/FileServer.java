package cn.yilu.examples.property;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.keyprovider.SimpleGeneratorHostKeyProvider;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** The third company's SFTP server over a folder; its key and its port stay the same over restarts. */
public final class FileServer implements AutoCloseable {
  public static final String USER = "yilu";
  private final SshServer server;
  private final String hostKey;

  /** Opens on this port of the loopback, for {@link #USER} with this password. */
  public FileServer(Path home, Path folder, int port, String password) throws IOException {
    Files.createDirectories(folder);
    Files.createDirectories(home);
    SimpleGeneratorHostKeyProvider keys = new SimpleGeneratorHostKeyProvider(home.resolve("host.key"));
    keys.setAlgorithm("EC");
    keys.setKeySize(256);
    server = SshServer.setUpDefaultServer();
    server.setHost("127.0.0.1");
    server.setPort(port);
    server.setKeyPairProvider(keys);
    server.setPasswordAuthenticator((user, given, session) -> user.equals(USER) && given.equals(password));
    server.setFileSystemFactory(new VirtualFileSystemFactory(folder));
    server.setSubsystemFactories(List.of(new SftpSubsystemFactory.Builder().build()));
    server.start();
    hostKey = KeyUtils.getFingerPrint(BuiltinDigests.sha256, keys.loadKeys(null).iterator().next().getPublic());
  }

  public int port() {
    return server.getPort();
  }

  /** Fingerprint by which the server is known, {@code SHA256:…}. */
  public String hostKey() {
    return hostKey;
  }

  @Override
  public void close() throws IOException {
    server.stop(true);
  }
}
