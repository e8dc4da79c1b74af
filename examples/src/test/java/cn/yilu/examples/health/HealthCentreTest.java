package cn.yilu.examples.health;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.examples.town.Household;
import cn.yilu.examples.town.Town;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HealthCentreTest {
  private static final Town TOWN = new Town(1, 120);
  @TempDir
  Path folder;

  @Test
  void wangGuilanIsSentAsTheHealthCentreWritesHer() {
    Household household = TOWN.households().findFirst().orElseThrow();

    List<Message> messages = new Chart(TOWN, household, household.residents().getFirst()).history();

    String registration = new String(messages.getFirst().bytes(), StandardCharsets.UTF_8);
    assertThat(registration.split("\r")).anySatisfy(segment -> assertThat(segment).isEqualTo(
        "PID|1||37030200101000123^^^HF~37030219430512986x^^^MPS||王^桂兰||19430512|F|||般阳路街道城里社区3-2-501||13800000000"));
    assertThat(registration).contains("\rDG1|1||I10.x00^原发性高血压").contains("|ADT^A04^ADT_A01|");
    assertThat(new String(messages.get(1).bytes(), StandardCharsets.UTF_8)).contains("|8480-6^收缩压^LN||152|mm[Hg]|");
  }

  @Test
  void whoWasGivenASecondFileHasItMergedIntoTheFirstInTheEnd() {
    List<List<Message>> merged = new Town(1, 600).households().flatMap(household -> household.residents().stream()
        .filter(resident -> resident.health().isPresent())
        .map(resident -> new Chart(new Town(1, 600), household, resident).history()))
        .filter(history -> text(history.getLast()).contains("|ADT^A40^ADT_A39|")).toList();

    assertThat(merged).isNotEmpty().allSatisfy(history -> {
      String second = text(history.getLast()).split("MRG\\|")[1].substring(0, 17);
      assertThat(text(history.getFirst())).contains("PID|1||" + second + "^^^HF||").doesNotContain("MPS");
      assertThat(text(history.get(1))).contains("|ADT^A04^ADT_A01|").doesNotContain(second);
    });
  }

  private static String text(Message message) {
    return new String(message.bytes(), StandardCharsets.UTF_8);
  }

  @Test
  void allMessagesAreDeliveredAndANewLifeGoesOnWhereTheLastLeftOff() throws Exception {
    long past = HealthCentre.messages(TOWN);
    Set<String> taken;
    try (Receiver receiver = new Receiver("AA", (int) past / 2)) {
      HealthCentre centre = centre(receiver.port(), Duration.ofHours(1));
      centre.start();
      receiver.awaitEnough();
      centre.close();
      taken = new TreeSet<>(receiver.controlIds());
    }

    try (Receiver receiver = new Receiver("AA", (int) (past - taken.size()))) {
      HealthCentre centre = centre(receiver.port(), Duration.ofHours(1));
      centre.start();
      receiver.awaitEnough();
      centre.close();
      List<String> again = receiver.controlIds().stream().filter(taken::contains).toList();
      assertThat(again).hasSizeLessThanOrEqualTo(4);
      taken.addAll(receiver.controlIds());
    }
    assertThat(taken.size()).isBetween((int) past - 4, (int) past);
  }

  @Test
  void aMessageThatCouldNotBeCommittedIsSentAgain() throws Exception {
    try (Receiver receiver = new Receiver("AE", 2)) {
      List<Duration> pauses = new CopyOnWriteArrayList<>();
      try (Sender sender = new Sender(receiver.address(), note -> {}, pause -> {
        pauses.add(pause);
        receiver.answer("AA");
      })) {
        sender.deliver(new Message("M1", "MSH|^~\\&|||||||ADT^A04|M1|P|2.5\r".getBytes(StandardCharsets.US_ASCII)));
      }
      assertThat(pauses).containsExactly(Duration.ofMillis(250));
      assertThat(receiver.controlIds()).containsExactly("M1", "M1");
    }
  }

  @Test
  void aRefusedMessageIsSetAsideWithANote() throws Exception {
    List<String> notes = new CopyOnWriteArrayList<>();
    try (Receiver receiver = new Receiver("AR", 1);
        Sender sender = new Sender(receiver.address(), notes::add, Thread::sleep)) {
      sender.deliver(new Message("M1", "MSH|^~\\&|||||||ADT^A04|M1|P|2.5\r".getBytes(StandardCharsets.US_ASCII)));
    }
    assertThat(notes).containsExactly("message M1 was refused and is set aside");
  }

  private HealthCentre centre(int port, Duration every) {
    return new HealthCentre(folder, TOWN, new InetSocketAddress(InetAddress.getLoopbackAddress(), port), every,
        Clock.systemUTC(), n -> {});
  }
}
