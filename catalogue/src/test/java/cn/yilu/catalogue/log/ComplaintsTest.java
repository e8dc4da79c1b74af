package cn.yilu.catalogue.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.slf4j.event.KeyValuePair;
import org.slf4j.event.Level;
import org.slf4j.helpers.NOPLogger;
import org.slf4j.spi.DefaultLoggingEventBuilder;

class ComplaintsTest {
  private final LogUnavailable away = new LogUnavailable("away", new SQLException("secret"));
  private final AtomicLong nanos = new AtomicLong(5);
  private final Complaints complaints = new Complaints(nanos::get);

  @Test
  void whatFailsEverySecondIsSaidOnceAMinute() {
    int said = 0;
    for (int second = 0; second < 180; second++) {
      said += complaints.due(away) ? 1 : 0;
      nanos.addAndGet(Duration.ofSeconds(1).toNanos());
    }

    assertThat(said).isEqualTo(3);
  }

  @Test
  void anotherFailureIsSaidAtOnce() {
    complaints.due(away);

    assertThat(complaints.due(new IllegalStateException("broken"))).isTrue();
    assertThat(complaints.due(away)).isTrue();
  }

  @Test
  void thatTheDatabaseIsAwayNeedsNoStack() {
    Line brief = new Line();
    Line broken = new Line();

    complaints.say(brief, away, "merge failed");
    complaints.say(broken, new IllegalStateException("broken"), "merge failed");

    assertThat(brief.event().getThrowable()).isNull();
    assertThat(brief.event().getKeyValuePairs()).extracting(KeyValuePair::toString).containsExactly(
        "cause=\"SQLException\"");
    assertThat(broken.event().getThrowable()).hasMessage("broken");
  }

  /** A line that can be looked at. */
  private static final class Line extends DefaultLoggingEventBuilder {
    Line() {
      super(NOPLogger.NOP_LOGGER, Level.ERROR);
    }

    org.slf4j.event.LoggingEvent event() {
      return loggingEvent;
    }
  }
}
