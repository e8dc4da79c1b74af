package cn.yilu.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Against the SFTP server most departments have: OpenSSH, with the keys it makes by default. */
class OpenSshTest {
  private static final Path PROGRAM = Path.of("/usr/sbin/sshd");

  @TempDir
  private Path home;
  @TempDir
  private Path temporary;
  @AutoClose
  private final Town town = new Town();
  private int port;
  private Process sshd;

  @BeforeEach
  void serve() throws Exception {
    if (Files.notExists(PROGRAM)) {
      run(Map.of("DEBIAN_FRONTEND", "noninteractive", "RUNLEVEL", "1"), "apt-get", "install", "-y", "-qq",
          "--no-install-recommends", "openssh-server");
    }
    for (String key : new String[]{"host", "client"}) {
      run(Map.of(), "ssh-keygen", "-q", "-t", "ed25519", "-N", key.equals("client") ? "a passphrase" : "", "-f",
          home.resolve(key).toString());
    }
    Files.createDirectories(Path.of("/run/sshd"));
    Files.createDirectories(home.resolve("out"));
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = any.getLocalPort();
    }
    Files.writeString(home.resolve("sshd_config"), """
                                                   Port %d
                                                   ListenAddress 127.0.0.1
                                                   HostKey %s/host
                                                   AuthorizedKeysFile %s/client.pub
                                                   PermitRootLogin prohibit-password
                                                   PasswordAuthentication no
                                                   StrictModes no
                                                   UsePAM no
                                                   PidFile none
                                                   Subsystem sftp internal-sftp
                                                   """.formatted(port, home, home));
    sshd = new ProcessBuilder(PROGRAM.toString(), "-D", "-e", "-f", home.resolve("sshd_config").toString())
        .redirectErrorStream(true).redirectOutput(home.resolve("sshd.log").toFile()).start();
    await().ignoreExceptions().until(() -> {
      new Socket(InetAddress.getLoopbackAddress(), port).close();
      return true;
    });
  }

  @AfterEach
  void stop() throws InterruptedException {
    sshd.descendants().forEach(ProcessHandle::destroy);
    sshd.destroy();
    if (!sshd.waitFor(10, TimeUnit.SECONDS)) {
      sshd.destroyForcibly().waitFor();
    }
  }

  @Test
  void filesAreTakenOnceAndMovedAside() throws Exception {
    byte[] large = "一行\n".repeat(1 << 18).getBytes(UTF_8);
    Files.write(home.resolve("out/老人.csv"), large);
    start(Map.of());

    var offer = town.inbox.next();
    assertThat(offer.envelope().name()).isEqualTo("老人.csv");
    assertThat(((Envelope.File) offer.envelope().content()).path()).hasBinaryContent(large);
    offer.commit();

    await().until(() -> Files.exists(home.resolve("out/done/老人.csv")));
    town.inbox.contacts(2);
    assertThat(town.inbox.isEmpty()).isTrue();
  }

  @Test
  void aServerWithAnotherKeyIsRefused() throws Exception {
    start(Map.of("hostKey", Files.readString(home.resolve("client.pub"))));

    assertThat(town.inbox.trouble().en()).isEqualTo("the SFTP server's key is not the one in setting hostKey");
  }

  private void start(Map<String, String> more) throws Exception {
    Map<String, String> settings = new HashMap<>(Map.of("host", "127.0.0.1", "port", Integer.toString(port), "user",
        System.getProperty("user.name"), "key", Files.readString(home.resolve("client")), "passphrase", "a passphrase",
        "hostKey", Files.readString(home.resolve("host.pub")), "folder", home.resolve("out").toString(), "every",
        "20ms", "settle", "50ms"));
    settings.putAll(more);
    town.start(new SftpRoutes(temporary, Clock.systemUTC()), "drops", settings);
  }

  private static void run(Map<String, String> environment, String... command)
      throws IOException, InterruptedException {
    ProcessBuilder program = new ProcessBuilder(command).inheritIO();
    program.environment().putAll(environment);
    assertThat(program.start().waitFor()).as(command[0]).isZero();
  }
}
