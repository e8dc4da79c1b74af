package cn.yilu.connectors;

import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.List;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.auth.keyboard.UserAuthKeyboardInteractiveFactory;
import org.apache.sshd.client.auth.password.UserAuthPasswordFactory;
import org.apache.sshd.client.auth.pubkey.UserAuthPublicKeyFactory;
import org.apache.sshd.client.config.hosts.HostConfigEntryResolver;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.apache.sshd.common.keyprovider.KeyIdentityProvider;
import org.apache.sshd.core.CoreModuleProperties;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;

/** A connection to an SFTP server, opened and proved. Nothing of this machine's own SSH settings is used. */
final class SftpSession implements AutoCloseable {
  private static final Duration LONGEST_STEP = Duration.ofSeconds(20);

  private final SshClient ssh;
  private final SftpClient sftp;

  private SftpSession(SshClient ssh, SftpClient sftp) {
    this.ssh = ssh;
    this.sftp = sftp;
  }

  static SftpSession open(SftpLogin login) throws Trouble {
    SshClient ssh = client(login);
    try {
      SftpClient sftp = SftpClientFactory.instance().createSftpClient(proved(ssh, login));
      sftp.setNameDecodingCharset(login.names());
      return new SftpSession(ssh, sftp);
    } catch (IOException failure) {
      ssh.stop();
      throw trouble(failure);
    } catch (RuntimeException failure) {
      ssh.stop();
      throw failure;
    }
  }

  SftpClient sftp() {
    return sftp;
  }

  boolean isOpen() {
    return sftp.isOpen();
  }

  @Override
  public void close() {
    ssh.stop();
  }

  private static SshClient client(SftpLogin login) {
    SshClient ssh = SshClient.setUpDefaultClient();
    ssh.setServerKeyVerifier(login.server());
    ssh.setHostConfigEntryResolver(HostConfigEntryResolver.EMPTY);
    ssh.setKeyIdentityProvider(KeyIdentityProvider.EMPTY_KEYS_PROVIDER);
    ssh.setUserAuthFactories(List.of(UserAuthPublicKeyFactory.INSTANCE, UserAuthKeyboardInteractiveFactory.INSTANCE,
        UserAuthPasswordFactory.INSTANCE));
    CoreModuleProperties.NIO_WORKERS.set(ssh, 2);
    CoreModuleProperties.IDLE_TIMEOUT.set(ssh, login.timeout());
    ssh.start();
    return ssh;
  }

  private static ClientSession proved(SshClient ssh, SftpLogin login) throws IOException {
    ClientSession session = ssh.connect(login.user(), login.host(), login.port()).verify(LONGEST_STEP).getSession();
    login.keys().forEach(session::addPublicKeyIdentity);
    login.password().ifPresent(session::addPasswordIdentity);
    session.auth().verify(LONGEST_STEP);
    return session;
  }

  private static Trouble trouble(IOException failure) {
    if (failure instanceof ConnectException || failure.getCause() instanceof ConnectException) {
      return new Trouble("无法连接 SFTP 服务器", "the SFTP server cannot be reached", failure);
    }
    int reason = failure instanceof SshException ssh ? ssh.getDisconnectCode() : 0;
    return switch (reason) {
      case SshConstants.SSH2_DISCONNECT_HOST_KEY_NOT_VERIFIABLE ->
        new Trouble("SFTP 服务器的主机密钥与 hostKey 不符", "the SFTP server's key is not the one in setting hostKey", failure);
      case SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE ->
        new Trouble("SFTP 登录被拒绝", "the SFTP server refused the login", failure);
      default -> new Trouble("SFTP 连接未能建立", "the SFTP connection could not be made", failure);
    };
  }
}
