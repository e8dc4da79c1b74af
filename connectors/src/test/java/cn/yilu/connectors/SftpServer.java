package cn.yilu.connectors;

import java.io.IOException;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.sshd.common.config.keys.KeyUtils;
import org.apache.sshd.common.digest.BuiltinDigests;
import org.apache.sshd.common.file.virtualfs.VirtualFileSystemFactory;
import org.apache.sshd.common.keyprovider.KeyPairProvider;
import org.apache.sshd.server.SshServer;
import org.apache.sshd.server.session.ServerSession;
import org.apache.sshd.sftp.server.FileHandle;
import org.apache.sshd.sftp.server.SftpEventListener;
import org.apache.sshd.sftp.server.SftpSubsystemFactory;

/** A real SFTP server over a folder, whose connections a test can cut and whose folder it can protect. */
final class SftpServer implements AutoCloseable {
  private final Path root;
  private final KeyPair key;
  private final AtomicLong cutAt = new AtomicLong(Long.MAX_VALUE);
  private final ConcurrentLinkedQueue<Long> offsets = new ConcurrentLinkedQueue<>();
  private final CountDownLatch closing = new CountDownLatch(1);
  private volatile boolean readOnly;
  private volatile boolean hanging;
  private int port;
  private SshServer server;

  SftpServer(Path root) throws IOException, NoSuchAlgorithmException {
    this.root = root;
    KeyPairGenerator keys = KeyPairGenerator.getInstance("EC");
    keys.initialize(256);
    key = keys.generateKeyPair();
    server = started();
  }

  int port() {
    return port;
  }

  String fingerprint() {
    return KeyUtils.getFingerPrint(BuiltinDigests.sha256, key.getPublic());
  }

  KeyPair key() {
    return key;
  }

  /** The connection ends once, when this place in a file is read. */
  void cutAt(long offset) {
    cutAt.set(offset);
  }

  List<Long> offsets() {
    return List.copyOf(offsets);
  }

  void protect() {
    readOnly = true;
  }

  /** Reads of files are not answered any more. */
  void hang() {
    hanging = true;
  }

  void stop() throws IOException {
    server.stop(true);
  }

  void restart() throws IOException {
    server = started();
  }

  @Override
  public void close() throws IOException {
    closing.countDown();
    server.stop(true);
  }

  private SshServer started() throws IOException {
    SshServer sshd = SshServer.setUpDefaultServer();
    sshd.setHost("127.0.0.1");
    sshd.setPort(port);
    sshd.setKeyPairProvider(KeyPairProvider.wrap(key));
    sshd.setPasswordAuthenticator((user, password, session) -> user.equals("yilu") && password.equals("geheim"));
    sshd.setPublickeyAuthenticator((user, offered, session) -> KeyUtils.compareKeys(offered, key.getPublic()));
    sshd.setFileSystemFactory(new VirtualFileSystemFactory(root));
    SftpSubsystemFactory sftp = new SftpSubsystemFactory.Builder().build();
    sftp.addSftpEventListener(new Watching());
    sshd.setSubsystemFactories(List.of(sftp));
    sshd.start();
    port = sshd.getPort();
    return sshd;
  }

  private final class Watching implements SftpEventListener {
    @Override
    public void reading(ServerSession session, String handle, FileHandle file, long offset, byte[] data, int at,
        int length) throws IOException {
      offsets.add(offset);
      if (offset >= cutAt.get()) {
        cutAt.set(Long.MAX_VALUE);
        session.close(true);
        throw new IOException("cut");
      }
      if (hanging) {
        try {
          closing.await();
        } catch (InterruptedException stopped) {
          Thread.currentThread().interrupt();
        }
      }
    }

    @Override
    public void moving(ServerSession session, Path from, Path to, java.util.Collection<java.nio.file.CopyOption> how)
        throws IOException {
      refuse(from);
    }

    @Override
    public void creating(ServerSession session, Path path, java.util.Map<String, ?> attributes) throws IOException {
      refuse(path);
    }

    private void refuse(Path path) throws IOException {
      if (readOnly) {
        throw new java.nio.file.AccessDeniedException(path.toString());
      }
    }
  }
}
