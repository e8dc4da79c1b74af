package cn.yilu.connectors;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipFilesTest {
  private static final Charset GBK = Charset.forName("GBK");

  @TempDir
  private Path folder;
  @TempDir
  private Path temporary;
  @AutoClose
  private final Town town = new Town();

  @BeforeEach
  void start() throws Exception {
    town.start(new FileRoutes(temporary, Clock.systemUTC()), "drops",
        Map.of("folder", folder.toString(), "every", "20ms", "settle", "100ms"));
  }

  @Test
  void eachMemberIsADeliveryAndTheZipIsPutAsideAfterTheLast() throws Exception {
    drop("七月.zip", GBK, Map.of("业主/名单.csv", "hello"));
    var first = town.inbox.next();
    assertThat(first.envelope().name()).isEqualTo("七月.zip/业主/名单.csv");
    assertThat(first.envelope().mediaType()).isEqualTo("text/csv");
    assertThat(first.envelope().digest())
        .contains("2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824");
    assertThat(((Envelope.File) first.envelope().content()).path()).hasContent("hello");
    assertThat(folder.resolve("七月.zip")).exists();

    first.commit();

    await().until(() -> Files.exists(folder.resolve("done/七月.zip")));
  }

  @Test
  void membersComeOneAfterTheOtherAndOneUnreadableMakesTheZipFailed() throws Exception {
    drop("a.zip", UTF_8, Map.of("1.csv", "one", "2.xls", "two", "__MACOSX/._1.csv", "x", ".3.csv", "x", "4.exe", "x"));

    var first = town.inbox.next();
    assertThat(town.inbox.isEmpty()).isTrue();
    first.commit(new Receipt(false, 0, 0, 0));
    var second = town.inbox.next();
    assertThat(folder.resolve("a.zip")).exists();
    second.commit();

    await().until(() -> Files.exists(folder.resolve("failed/a.zip")));
    assertThat(java.util.Set.of(first.envelope().name(), second.envelope().name()))
        .containsExactlyInAnyOrder("a.zip/1.csv", "a.zip/2.xls");
    assertThat(town.inbox.isEmpty()).isTrue();
  }

  @Test
  void whereAFileIsEverythingThereIsTheMembersTogetherAreOneFullDelivery(@TempDir Path whole) throws Exception {
    town.start(new FileRoutes(temporary, Clock.systemUTC()), "whole",
        Map.of("folder", whole.toString(), "every", "20ms", "settle", "100ms", "delivers", "snapshot"));
    Path written = temporary.resolve("written.zip");
    Files.write(written, zip(UTF_8, Map.of("1.csv", "one", "2.csv", "two")));
    Files.move(written, whole.resolve("w.zip"));

    var first = town.inbox.next();
    first.commit();
    var second = town.inbox.next();

    assertThat(first.envelope().snapshot()).hasValueSatisfying(part -> assertThat(part.last()).isFalse());
    assertThat(second.envelope().snapshot()).hasValueSatisfying(part -> assertThat(part.last()).isTrue());
    assertThat(second.envelope().snapshot().map(Envelope.Snapshot::id))
        .isEqualTo(first.envelope().snapshot().map(Envelope.Snapshot::id));
  }

  @Test
  void afterAFailedCommitAllMembersAreOfferedAgain() throws Exception {
    drop("a.zip", UTF_8, Map.of("1.csv", "one", "2.csv", "two"));
    var first = town.inbox.next();
    first.commit();
    town.inbox.next().fail();
    assertThat(town.inbox.trouble().en()).contains("could not be committed");

    var again = town.inbox.next();

    assertThat(again.envelope().digest()).isEqualTo(first.envelope().digest());
  }

  @Test
  void aBrokenZipIsHandedOnAsUnusable() throws Exception {
    Files.writeString(folder.resolve("a.zip"), "PK no zip at all");

    assertUnusable("the zip file is broken or of a kind that is not supported");
  }

  @Test
  void aTruncatedZipIsUnusable() throws Exception {
    byte[] zip = zip(UTF_8, Map.of("1.csv", "one".repeat(10_000)));
    Files.write(folder.resolve("a.zip"), java.util.Arrays.copyOf(zip, zip.length / 2));

    assertUnusable("the zip file is broken or of a kind that is not supported");
  }

  @Test
  void aMemberWithAWrongChecksumIsUnusable() throws Exception {
    byte[] zip = zip(UTF_8, Map.of("1.csv", "one"));
    int directory = new String(zip, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002");
    zip[directory + 16] ^= 1;
    Files.write(folder.resolve("a.zip"), zip);

    assertUnusable("the zip file is broken or of a kind that is not supported");
  }

  @Test
  void anEncryptedZipIsUnusable() throws Exception {
    byte[] zip = zip(UTF_8, Map.of("1.csv", "one"));
    int directory = new String(zip, java.nio.charset.StandardCharsets.ISO_8859_1).indexOf("PK\u0001\u0002");
    zip[directory + 8] |= 1;
    Files.write(folder.resolve("a.zip"), zip);

    assertUnusable("the zip file is encrypted");
  }

  @Test
  void aZipThatUnpacksToFarMoreThanIsPlausibleIsUnusable() throws Exception {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(temporary.resolve("bomb.zip")))) {
      zip.putNextEntry(new ZipEntry("1.csv"));
      byte[] zeros = new byte[1 << 20];
      for (int i = 0; i < 32; i++) {
        zip.write(zeros);
      }
    }
    Files.move(temporary.resolve("bomb.zip"), folder.resolve("a.zip"));

    assertUnusable("the zip file unpacks to more than is plausible");
  }

  @Test
  void aZipWithoutAnythingWantedIsUnusable() throws Exception {
    drop("a.zip", UTF_8, Map.of("readme.exe", "x"));

    assertUnusable("the zip file holds no file that is wanted");
  }

  private void assertUnusable(String why) throws InterruptedException {
    var offer = town.inbox.next();
    assertThat(offer.envelope().content()).isInstanceOfSatisfying(Envelope.Unusable.class,
        content -> assertThat(content.en()).isEqualTo(why));
    offer.commit(new Receipt(false, 1, 0, 1));
    await().until(() -> Files.exists(folder.resolve("failed/a.zip")));
  }

  private void drop(String name, Charset names, Map<String, String> members) throws IOException {
    Path written = temporary.resolve("written.zip");
    Files.write(written, zip(names, members));
    Files.move(written, folder.resolve(name));
  }

  private static byte[] zip(Charset names, Map<String, String> members) throws IOException {
    var bytes = new java.io.ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes, names)) {
      for (Map.Entry<String, String> member : members.entrySet()) {
        zip.putNextEntry(new ZipEntry(member.getKey()));
        zip.write(member.getValue().getBytes(UTF_8));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
