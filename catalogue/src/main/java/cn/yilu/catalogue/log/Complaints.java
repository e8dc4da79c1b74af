package cn.yilu.catalogue.log;

import java.time.Duration;
import java.util.function.LongSupplier;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * Says once a minute what fails again and again, so that it does not bury everything else: that the log's database is
 * away in a short line, anything else with its stack. Another kind of failure is said at once.
 */
public final class Complaints {
  private static final long QUIET = Duration.ofMinutes(1).toNanos();

  private final LongSupplier nanos;
  private Class<?> last = Complaints.class;
  private long at;

  public Complaints() {
    this(System::nanoTime);
  }

  Complaints(LongSupplier nanos) {
    this.nanos = nanos;
  }

  /** Writes the line with its facts when it is time to. */
  public void say(LoggingEventBuilder line, Throwable failure, String message) {
    if (!due(failure)) {
      return;
    }
    if (failure instanceof LogUnavailable) {
      Throwable cause = failure.getCause() == null ? failure : failure.getCause();
      line.addKeyValue("cause", cause.getClass().getSimpleName()).log(message);
    } else {
      line.setCause(failure).log(message);
    }
  }

  synchronized boolean due(Throwable failure) {
    long now = nanos.getAsLong();
    if (failure.getClass().equals(last) && now - at < QUIET) {
      return false;
    }
    last = failure.getClass();
    at = now;
    return true;
  }
}
