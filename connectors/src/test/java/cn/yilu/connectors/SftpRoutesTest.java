package cn.yilu.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.sshd.common.config.keys.PublicKeyEntry;
import org.apache.sshd.common.config.keys.writer.openssh.OpenSSHKeyPairResourceWriter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SftpRoutesTest {
  @TempDir
  private Path root;
  @TempDir
  private Path temporary;
  @AutoClose
  private final Town town = new Town();
  private SftpServer server;
  private SftpRoutes sftp;

  @BeforeEach
  void serve() throws Exception {
    server = new SftpServer(root);
    sftp = new SftpRoutes(temporary, Clock.systemUTC());
    Files.createDirectory(root.resolve("out"));
  }

  @AfterEach
  void close() throws IOException {
    server.close();
  }

  @Test
  void aFileIsFetchedWithItsDigestAndMovedOnTheServerAfterTheCommit() throws Exception {
    drop("业主.csv", "hello");
    start(Map.of("charset", "GBK"));

    var offer = town.inbox.next();
    assertThat(offer.envelope().name()).isEqualTo("业主.csv");
    assertThat(offer.envelope().digest())
        .contains("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
    assertThat(offer.envelope().charset()).contains(Charset.forName("GBK"));
    assertThat(((Envelope.File) offer.envelope().content()).path()).hasContent("hello");
    assertThat(root.resolve("out/业主.csv")).exists();
    offer.commit();

    await().until(() -> Files.exists(root.resolve("out/done/业主.csv")));
    await().until(() -> isEmpty(temporary));
    assertThat(town.inbox.most()).isEqualTo(1);
  }

  @Test
  void anUnreadableFileGoesToFailedAndNoneIsOverwritten() throws Exception {
    Files.createDirectories(root.resolve("out/failed"));
    Files.writeString(root.resolve("out/failed/a.xls"), "earlier");
    drop("a.xls", "not a workbook");
    start(Map.of());

    town.inbox.next().commit(new Receipt(false, 0, 0, 0));

    await().until(() -> Files.exists(root.resolve("out/failed/a-2.xls")));
    assertThat(root.resolve("out/failed/a.xls")).hasContent("earlier");
  }

  @Test
  void aFileWithAFlagWaitsForIt() throws Exception {
    drop("a.csv", "hello");
    start(Map.of("doneFileName", "${file:name}.ok"));
    town.inbox.contacts(3);
    assertThat(town.inbox.isEmpty()).isTrue();

    drop("a.csv.ok", "");
    town.inbox.next().commit();

    await().until(() -> Files.notExists(root.resolve("out/a.csv.ok")));
    assertThat(root.resolve("out/done/a.csv")).exists();
  }

  @Test
  void whatIsStillBeingWrittenHiddenOrALinkIsNotTaken() throws Exception {
    drop(".a.csv", "x");
    drop("a.csv.part", "x");
    Files.createSymbolicLink(root.resolve("out/link.csv"), Path.of("/etc/hostname"));
    Files.createDirectory(root.resolve("out/folder.csv"));
    start(Map.of());
    town.inbox.contacts(3);

    assertThat(town.inbox.isEmpty()).isTrue();
  }

  @Test
  void aResentNameWithOtherContentIsAnotherDelivery() throws Exception {
    drop("a.csv", "first");
    start(Map.of());
    var first = town.inbox.next();
    first.commit();
    await().until(() -> Files.notExists(root.resolve("out/a.csv")));

    drop("a.csv", "second");
    var second = town.inbox.next();
    second.commit();

    assertThat(second.envelope().digest()).isNotEqualTo(first.envelope().digest());
    await().until(() -> Files.exists(root.resolve("out/done/a-2.csv")));
  }

  @Test
  void aFileThatChangesWhileItIsCommittedStaysAndComesAgain() throws Exception {
    drop("a.csv", "first");
    start(Map.of());
    var first = town.inbox.next();
    drop("a.csv", "second!");
    first.commit();

    var second = town.inbox.next();

    assertThat(((Envelope.File) second.envelope().content()).path()).hasContent("second!");
  }

  @Test
  void aConnectionLostInTheMiddleOfALargeFileIsGoneOnWithFromThere() throws Exception {
    byte[] large = new byte[5 << 20];
    new Random(1).nextBytes(large);
    Files.write(root.resolve("out/large.csv"), large);
    server.cutAt(3 << 20);
    start(Map.of());

    assertThat(town.inbox.trouble().en()).contains("goes on from there");
    var offer = town.inbox.next();

    assertThat(((Envelope.File) offer.envelope().content()).path()).hasBinaryContent(large);
    assertThat(server.offsets()).containsOnlyOnce(0L);
  }

  @Test
  void aServerThatRestartsIsFoundAgain() throws Exception {
    start(Map.of());
    town.inbox.contact();
    server.stop();
    assertThat(town.inbox.trouble().en()).containsAnyOf("cannot be reached", "cannot be read", "could not be made");
    drop("a.csv", "hello");

    server.restart();

    assertThat(town.inbox.next().envelope().name()).isEqualTo("a.csv");
  }

  @Test
  void aFileThatCouldNotBeCommittedIsOfferedAgainAfterARestartOfOurs() throws Exception {
    drop("a.csv", "hello");
    start(Map.of());
    town.stopWithout(sftp, "drops", town.inbox.next());
    assertThat(root.resolve("out/a.csv")).exists();

    start(Map.of());

    assertThat(town.inbox.next().envelope().name()).isEqualTo("a.csv");
  }

  @Test
  void whereNothingMayBeChangedFilesAreRememberedInstead() throws Exception {
    server.protect();
    drop("a.csv", "hello");
    start(Map.of("after", "remember"));
    town.inbox.next().commit();
    town.inbox.contacts(3);
    assertThat(town.inbox.isEmpty()).isTrue();
    town.stop(sftp, "drops");
    start(Map.of("after", "remember"));
    town.inbox.contacts(3);
    assertThat(town.inbox.isEmpty()).isTrue();

    drop("a.csv", "changed");

    assertThat(((Envelope.File) town.inbox.next().envelope().content()).path()).hasContent("changed");
  }

  @Test
  void aServerThatForbidsMovingSaysWhatToSet() throws Exception {
    server.protect();
    drop("a.csv", "hello");
    start(Map.of());

    town.inbox.next().commit();

    assertThat(town.inbox.trouble().en()).contains("cannot be moved to done").contains("after: remember");
  }

  @Test
  void anotherHostKeyIsRefusedBeforeAnyPasswordIsSent() throws Exception {
    start(Map.of("hostKey", "SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"));

    assertThat(town.inbox.trouble())
        .isEqualTo(new RecordingInbox.Told("drops", "SFTP 服务器的主机密钥与 hostKey 不符",
            "the SFTP server's key is not the one in setting hostKey"));
  }

  @Test
  void aWrongPasswordIsTrouble() throws Exception {
    start(Map.of("password", "wrong"));

    assertThat(town.inbox.trouble().en()).isEqualTo("the SFTP server refused the login");
  }

  @Test
  void aPrivateKeyAndAKnownHostsLineDoAsWell() throws Exception {
    ByteArrayOutputStream key = new ByteArrayOutputStream();
    OpenSSHKeyPairResourceWriter.INSTANCE.writePrivateKey(server.key(), "test", null, key);
    drop("a.csv", "hello");
    Map<String, String> settings = settings(Map.of("key", key.toString(UTF_8), "hostKey",
        "[127.0.0.1]:" + server.port() + " " + PublicKeyEntry.toString(server.key().getPublic())));
    settings.remove("password");
    town.start(sftp, "drops", settings);

    assertThat(town.inbox.next().envelope().name()).isEqualTo("a.csv");
  }

  @Test
  void aServerThatFallsSilentIsGivenUp() throws Exception {
    server.hang();
    drop("a.csv", "hello");
    start(Map.of("timeout", "1s"));

    assertThat(town.inbox.trouble().en()).isEqualTo("the SFTP server did not finish in time");
  }

  @Test
  void aFileLongerThanAllowedIsNotFetched() throws Exception {
    Files.write(root.resolve("out/a.csv"), new byte[(1 << 20) + 1]);
    start(Map.of("longest", "1"));

    assertThat(town.inbox.trouble().en()).isEqualTo("a file is longer than 1 MiB");
    assertThat(server.offsets()).isEmpty();
  }

  private void start(Map<String, String> more) throws Exception {
    town.start(sftp, "drops", settings(more));
  }

  private Map<String, String> settings(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(Map.of("host", "127.0.0.1", "port", Integer.toString(server.port()),
        "user", "yilu", "password", "geheim", "hostKey", server.fingerprint(), "folder", "out", "every", "20ms",
        "settle", "50ms"));
    settings.putAll(more);
    return settings;
  }

  /** SFTP tells times in whole seconds, so each writing gets a second of its own. */
  private void drop(String name, String content) throws IOException {
    Path file = root.resolve("out").resolve(name);
    Files.writeString(file, content);
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(1_700_000_000 + content.length())));
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (var files = Files.list(folder)) {
      return files.findAny().isEmpty();
    }
  }
}
