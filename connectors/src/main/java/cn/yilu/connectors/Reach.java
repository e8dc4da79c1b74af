package cn.yilu.connectors;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How reaching a source goes: told to the inbox, and turned into the pause before the next try. The pause doubles from
 * one second to thirty and never ends in giving up. The same words are told again after ten seconds at the earliest,
 * so that whoever causes trouble from outside cannot flood the inbox with it.
 */
final class Reach {
  private static final Logger LOG = LoggerFactory.getLogger(Reach.class);
  private static final Duration FIRST = Duration.ofSeconds(1);
  private static final Duration LONGEST = Duration.ofSeconds(30);
  private static final long QUIET = TimeUnit.SECONDS.toNanos(10);

  private final String source;
  private final Inbox inbox;
  private Duration pause = FIRST;
  private @Nullable String told;
  private long toldAt;

  Reach(String source, Inbox inbox) {
    this.source = source;
    this.inbox = inbox;
  }

  synchronized void good() {
    pause = FIRST;
    told = null;
    safely(() -> inbox.contact(source));
  }

  /** Tells the failure and answers how long to wait before the next try. */
  synchronized Duration bad(Throwable failure) {
    Trouble trouble = Trouble.of(failure);
    tell(trouble);
    Duration now = pause;
    pause = pause.multipliedBy(2).compareTo(LONGEST) < 0 ? pause.multipliedBy(2) : LONGEST;
    LOG.atWarn().addKeyValue("source", source).addKeyValue("why", trouble.en())
        .addKeyValue("cause", kind(trouble.getCause())).addKeyValue("pause", now).log("Source is in trouble");
    return now;
  }

  /** Tells something that went wrong without making anybody wait. */
  synchronized void tell(Trouble trouble) {
    if (trouble.en().equals(told) && System.nanoTime() - toldAt < QUIET) {
      return;
    }
    told = trouble.en();
    toldAt = System.nanoTime();
    safely(() -> inbox.trouble(source, trouble.zh(), trouble.en()));
  }

  /** An inbox that cannot even take a note must not end the tries. */
  private void safely(Runnable note) {
    try {
      note.run();
    } catch (RuntimeException failure) {
      LOG.atWarn().addKeyValue("source", source).addKeyValue("cause", kind(failure)).log("Note about a source is lost");
    }
  }

  private static String kind(@Nullable Throwable cause) {
    return cause == null ? "" : cause.getClass().getName();
  }
}
