package cn.yilu.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReachTest {
  private final RecordingInbox inbox = new RecordingInbox();
  private final Reach reach = new Reach("one", inbox, Pace.USUAL, () -> 0);

  @Test
  void pausesDoubleAndAfterFiveFailuresTheCircuitIsOpenUntilAGoodTry() throws Exception {
    Trouble trouble = new Trouble("坏了", "broken");

    assertThat(IntStream.range(0, 8).mapToObj(n -> reach.bad(trouble).toSeconds())).containsExactly(1L, 2L, 4L, 8L, 30L,
        60L, 120L, 120L);
    for (int tries = 1; tries <= 8; tries++) {
      var failing = inbox.failing();
      assertThat(failing.tries()).isEqualTo(tries);
      assertThat(failing.open()).isEqualTo(tries >= 5);
    }
    reach.good();
    assertThat(reach.bad(trouble)).hasSeconds(1);
    assertThat(inbox.failing()).isEqualTo(new Inbox.Failing(1, false, Duration.ofSeconds(1)));
  }

  @Test
  void chanceShortensAPauseByAQuarterAtMostSoThatSourcesDoNotComeBackTogether() {
    Reach soon = new Reach("one", inbox, Pace.USUAL, () -> 1);

    assertThat(soon.bad(new Trouble("坏了", "broken"))).hasMillis(750);
  }

  @Test
  void aSourceThatAsksForMoreTimeGetsIt() throws Exception {
    Duration pause = reach.bad(new Trouble("忙", "busy").pause(Duration.ofMinutes(3)));

    assertThat(pause).hasMinutes(3);
    assertThat(inbox.failing().pause()).hasMinutes(3);
  }

  @Test
  void theSameWordsAreNotToldAgainAtOnce() throws Exception {
    reach.tell(new Trouble("坏了", "broken"));
    reach.tell(new Trouble("坏了", "broken"));
    reach.tell(new Trouble("又坏了", "broken again"));

    assertThat(inbox.trouble().en()).isEqualTo("broken");
    assertThat(inbox.trouble().en()).isEqualTo("broken again");
  }

  @Test
  void whatAForeignExceptionSaysIsNotPassedOn() throws Exception {
    reach.bad(new IllegalStateException("王桂兰"));

    var told = inbox.trouble();
    assertThat(told.en()).isEqualTo("unexpected failure while reading (IllegalStateException)");
    assertThat(told.zh()).isEqualTo("读取时出现意外错误(IllegalStateException)");
  }
}
