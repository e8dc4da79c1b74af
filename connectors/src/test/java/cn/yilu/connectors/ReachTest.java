package cn.yilu.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ReachTest {
  private final RecordingInbox inbox = new RecordingInbox();
  private final Reach reach = new Reach("one", inbox);

  @Test
  void pausesDoubleUpToThirtySecondsAndBeginAnewAfterASuccess() {
    Trouble trouble = new Trouble("坏了", "broken");

    assertThat(IntStream.range(0, 8).mapToObj(n -> reach.bad(trouble).toSeconds())).containsExactly(1L, 2L, 4L, 8L, 16L,
        30L,
        30L, 30L);
    reach.good();
    assertThat(reach.bad(trouble)).hasSeconds(1);
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
