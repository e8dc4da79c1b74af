package cn.yilu.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileRoutesTest {
  private static final String DIGEST_OF_HELLO = "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";

  @TempDir
  private Path folder;
  @TempDir
  private Path temporary;
  @AutoClose
  private final Town town = new Town();
  private FileRoutes files;

  @BeforeEach
  void prepare() {
    files = new FileRoutes(temporary, Clock.systemUTC());
  }

  @Test
  void aFileIsHandedOnWithItsDigestAndMovedOnlyAfterTheCommit() throws Exception {
    drop("业主.csv", "hello");
    start(Map.of("charset", "GB18030"));

    var offer = town.inbox.next();

    assertThat(offer.envelope().name()).isEqualTo("业主.csv");
    assertThat(offer.envelope().mediaType()).isEqualTo("text/csv");
    assertThat(offer.envelope().digest()).contains(DIGEST_OF_HELLO);
    assertThat(offer.envelope().position()).isEmpty();
    assertThat(offer.envelope().charset()).contains(Charset.forName("GB18030"));
    assertThat(((Envelope.File) offer.envelope().content()).path()).hasContent("hello");
    offer.commit();
    await().untilAsserted(() -> assertThat(folder.resolve("done/业主.csv")).hasContent("hello"));
    assertThat(folder.resolve("业主.csv")).doesNotExist();
  }

  @Test
  void anUnreadableFileGoesToFailed() throws Exception {
    drop("a.xlsx", "not a workbook");
    start(Map.of());

    town.inbox.next().commit(new Receipt(false, 0, 0, 0));

    await().untilAsserted(() -> assertThat(folder.resolve("failed/a.xlsx")).exists());
  }

  @Test
  void aFileThatCouldNotBeCommittedStaysAndIsOfferedAgain() throws Exception {
    drop("a.csv", "hello");
    start(Map.of());

    town.inbox.next().fail();

    assertThat(town.inbox.trouble().en()).contains("could not be committed");
    var again = town.inbox.next();
    assertThat(again.envelope().digest()).contains(DIGEST_OF_HELLO);
    assertThat(folder.resolve("a.csv")).exists();
    again.commit();
    await().untilAsserted(() -> assertThat(folder.resolve("done/a.csv")).exists());
  }

  @Test
  void aFileInTheMiddleOfAStopIsOfferedAgainAfterTheStart() throws Exception {
    drop("a.csv", "hello");
    start(Map.of());
    var first = town.inbox.next();
    Thread stop = Thread.ofVirtual().start(() -> stop());
    town.awaitStopping("drops.files");
    first.fail();
    stop.join();
    assertThat(folder.resolve("a.csv")).exists();

    start(Map.of());

    assertThat(town.inbox.next().envelope().digest()).isEqualTo(first.envelope().digest());
  }

  @Test
  void aStopWaitsForTheFileOnItsWay() throws Exception {
    drop("a.csv", "hello");
    start(Map.of());
    var offer = town.inbox.next();

    Thread stop = Thread.ofVirtual().start(() -> stop());
    town.awaitStopping("drops.files");
    offer.commit();
    stop.join();

    assertThat(folder.resolve("done/a.csv")).exists();
    assertThat(town.camel().getRoute("drops.files")).isNull();
  }

  @Test
  void noFileIsEverOverwrittenInDone() throws Exception {
    for (String content : List.of("first", "second", "third")) {
      drop("a.csv", content);
      if (content.equals("first")) {
        start(Map.of());
      }
      town.inbox.next().commit();
      await().until(() -> Files.notExists(folder.resolve("a.csv")));
    }

    assertThat(folder.resolve("done/a.csv")).hasContent("first");
    assertThat(folder.resolve("done/a-2.csv")).hasContent("second");
    assertThat(folder.resolve("done/a-3.csv")).hasContent("third");
  }

  @Test
  void aFileWithAFlagWaitsForItAndTheFlagGoesToo() throws Exception {
    drop("a.csv", "hello");
    start(Map.of("doneFileName", "${file:name.noext}.ok"));
    town.inbox.contacts(3);
    assertThat(town.inbox.isEmpty()).isTrue();

    drop("a.ok", "");
    town.inbox.next().commit();

    await().until(() -> Files.notExists(folder.resolve("a.ok")));
    assertThat(folder.resolve("done/a.csv")).exists();
  }

  @Test
  void aFileThatGrowsIsNotComplete() throws Exception {
    Drops dropped = Drops.of(new Settings(Map.of("settle", "200ms")), new LocalFolder(folder), temporary);
    drop("still.csv", "hello");
    drop("grows.csv", "h");

    List<String> complete = List.of();
    while (complete.isEmpty()) {
      Files.writeString(folder.resolve("grows.csv"), "h", StandardOpenOption.APPEND);
      complete = dropped.complete().stream().map(Drops.Found::name).toList();
    }

    assertThat(complete).containsExactly("still.csv");
  }

  @Test
  void aFileThatChangesMeanwhileStaysAndComesAgainAsAnother() throws Exception {
    drop("a.csv", "hello");
    start(Map.of());
    var first = town.inbox.next();

    drop("a.csv", "hello again");
    first.commit();

    var second = town.inbox.next();
    assertThat(second.envelope().digest()).isPresent().isNotEqualTo(first.envelope().digest());
    second.commit();
    await().untilAsserted(() -> assertThat(folder.resolve("done/a.csv")).hasContent("hello again"));
  }

  @Test
  void onlyWantedNamesAreTaken() throws Exception {
    drop(".hidden.csv", "x");
    drop("a.csv.tmp", "x");
    drop("notes.doc", "x");
    Files.createDirectory(folder.resolve("folder.csv"));
    drop("B.CSV", "hello");
    start(Map.of());

    var offer = town.inbox.next();
    assertThat(offer.envelope().name()).isEqualTo("B.CSV");
    offer.commit();
    town.inbox.contacts(3);

    assertThat(town.inbox.isEmpty()).isTrue();
  }

  @Test
  void aFileThatFailsDoesNotHoldUpTheOthers() throws Exception {
    drop("a.csv", "a");
    drop("b.csv", "b");
    start(Map.of());

    var first = town.inbox.next();
    first.fail();
    var second = town.inbox.next();

    assertThat(second.envelope().name()).isNotEqualTo(first.envelope().name());
  }

  @Test
  void aMissingFolderIsTroubleInBothLanguagesAndRecoversAlone() throws Exception {
    Path later = folder.resolve("later");
    town.start(files, "drops", settings(Map.of("folder", later.toString())));

    var told = town.inbox.trouble();
    assertThat(told).isEqualTo(new RecordingInbox.Told("drops", "无法读取文件夹", "the folder cannot be read"));

    Files.createDirectory(later);
    Files.writeString(later.resolve("a.csv"), "hello");
    assertThat(town.inbox.next().envelope().name()).isEqualTo("a.csv");
  }

  @Test
  void atMostOneFileIsOnItsWay() throws Exception {
    drop("a.csv", "a");
    drop("b.csv", "b");
    start(Map.of());

    var first = town.inbox.next();

    assertThat(town.inbox.isEmpty()).isTrue();
    assertThat(town.camel().getInflightRepository().size("drops.files")).isEqualTo(1);
    first.commit();
    town.inbox.next().commit();
    await().until(() -> Files.exists(folder.resolve("done/b.csv")));
    assertThat(town.inbox.most()).isEqualTo(1);
  }

  private void start(Map<String, String> more) throws Exception {
    Map<String, String> settings = new HashMap<>(settings(more));
    settings.putIfAbsent("folder", folder.toString());
    town.start(files, "drops", settings);
  }

  private static Map<String, String> settings(Map<String, String> more) {
    Map<String, String> settings = new HashMap<>(Map.of("every", "20ms", "settle", "30ms"));
    settings.putAll(more);
    return settings;
  }

  private void stop() {
    try {
      town.stop(files, "drops");
    } catch (Exception failure) {
      throw new IllegalStateException(failure);
    }
  }

  private void drop(String name, String content) throws IOException {
    Files.writeString(folder.resolve(name), content);
  }
}
