package cn.yilu.catalogue.postgres;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sees to it that a server runs until it is to stop: one that ended is started again on the same port, at first after a
 * second, at last every half minute. Pools and listeners on it connect anew by themselves.
 */
final class Guard {
  private static final Logger LOG = LoggerFactory.getLogger(Guard.class);
  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final EmbeddedSettings settings;
  private final Binaries binaries;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private final Thread watch;
  private Postmaster postmaster;

  Guard(EmbeddedSettings settings, Binaries binaries, Postmaster postmaster) {
    this.settings = settings;
    this.binaries = binaries;
    this.postmaster = postmaster;
    this.watch = Thread.ofPlatform().daemon().name("postgres-guard").start(this::watch);
  }

  private void watch() {
    try {
      Duration pause = SHORTEST_PAUSE;
      for (current().awaitEnd(); !stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS); current().awaitEnd()) {
        pause = startAgain() ? SHORTEST_PAUSE : doubled(pause);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Postmaster current() {
    return postmaster;
  }

  private static Duration doubled(Duration pause) {
    Duration longer = pause.multipliedBy(2);
    return longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
  }

  private synchronized boolean startAgain() throws InterruptedException {
    if (stopping.getCount() == 0) {
      return true;
    }
    LOG.error("the database server ended; starting it again");
    try {
      Postmaster.clearOrphan(settings);
      Optional<Postmaster> again = Postmaster.start(settings, binaries, postmaster.port());
      if (again.isPresent()) {
        postmaster = again.get();
        LOG.warn("the database server is back");
        return true;
      }
      LOG.error("the database server did not start: {}", Postmaster.lastWords(settings));
    } catch (IOException e) {
      LOG.atError().setCause(e).log("the database server cannot be started");
    }
    return false;
  }

  /** Stops the server cleanly and waits for its end. */
  void stop() throws IOException, InterruptedException {
    stopping.countDown();
    synchronized (this) {
      postmaster.stop();
    }
    watch.join();
  }
}
