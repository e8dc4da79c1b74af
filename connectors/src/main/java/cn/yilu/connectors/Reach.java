package cn.yilu.connectors;

import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How reaching a source goes: told to the inbox, and turned into the pause before the next try, at a {@link Pace}. The
 * first good try closes the circuit; there is no last try. Each pause is shortened by up to a quarter by chance, so that
 * sources which failed together do not come back together. The same words are told again after ten seconds at the
 * earliest, so that whoever causes trouble from outside cannot flood the inbox with it.
 */
final class Reach {
  private static final Logger LOG = LoggerFactory.getLogger(Reach.class);
  private static final long QUIET = TimeUnit.SECONDS.toNanos(10);

  private final String source;
  private final Inbox inbox;
  private final Pace pace;
  private final DoubleSupplier chance;
  private int failures;
  private @Nullable String told;
  private long toldAt;

  Reach(String source, Inbox inbox) {
    this(source, inbox, Pace.USUAL, () -> ThreadLocalRandom.current().nextDouble());
  }

  /** @param chance from 0 to 1, anew each time */
  Reach(String source, Inbox inbox, Pace pace, DoubleSupplier chance) {
    this.source = source;
    this.inbox = inbox;
    this.pace = pace;
    this.chance = chance;
  }

  String source() {
    return source;
  }

  synchronized void good() {
    failures = 0;
    told = null;
    safely(() -> inbox.contact(source));
  }

  /** Tells the failure and answers how long to wait before the next try: at least as long as the source asks for. */
  synchronized Duration bad(Throwable failure) {
    Trouble trouble = Trouble.of(failure);
    tell(trouble);
    failures = Math.min(failures + 1, Integer.MAX_VALUE - 1);
    Duration pause = longer(shortened(pace.after(failures)), trouble.pause());
    Inbox.Failing failing = new Inbox.Failing(failures, pace.opens(failures), pause);
    safely(() -> inbox.failing(source, failing));
    LOG.atWarn().addKeyValue("source", source).addKeyValue("why", trouble.en())
        .addKeyValue("cause", kind(trouble.getCause())).addKeyValue("tries", failures).addKeyValue("pause", pause)
        .log("Source is in trouble");
    return pause;
  }

  private Duration shortened(Duration pause) {
    return pause.minusMillis((long) (0.25 * pause.toMillis() * chance.getAsDouble()));
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
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
