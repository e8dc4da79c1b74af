package cn.yilu.catalogue.dataset;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;

/**
 * Keeps the entries of our own datasets up to date in the log. It looks when it is told to and not by itself at the
 * start, since sources that are not connected yet would look like sources that are gone.
 */
public final class Entries implements SmartLifecycle {
  private static final Logger LOG = LoggerFactory.getLogger(Entries.class);
  private static final Duration AGAIN = Duration.ofSeconds(2);

  private final EntryVersions versions;
  private final EntryFollower follower;
  private @Nullable ExecutorService worker;

  Entries(EntryVersions versions, EntryFollower follower) {
    this.versions = versions;
    this.follower = follower;
  }

  /**
   * Soon appends a new version of each entry that would say something else now. To be called once the sources are
   * known, and when sources, mappings or organisations changed; returns at once and may be called at any time.
   */
  public synchronized void refresh() {
    ExecutorService running = worker;
    if (running != null) {
      running.execute(this::tryRefresh);
    }
  }

  private void tryRefresh() {
    try {
      int changed = versions.refresh();
      LOG.atInfo().setMessage("catalogue entries are up to date").addKeyValue("changed", changed).log();
    } catch (RuntimeException e) {
      LOG.atWarn().setMessage("catalogue entries could not be brought up to date, trying again").setCause(e).log();
      tryLater();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void tryLater() {
    if (worker != null) {
      CompletableFuture.delayedExecutor(AGAIN.toMillis(), TimeUnit.MILLISECONDS, worker).execute(this::tryRefresh);
    }
  }

  @Override
  public synchronized void start() {
    follower.start();
    worker = Executors.newSingleThreadExecutor(Thread.ofPlatform().name("entries-refresh").daemon().factory());
  }

  @Override
  public void stop() {
    ExecutorService stopping;
    synchronized (this) {
      stopping = worker;
      worker = null;
    }
    if (stopping != null) {
      stopping.shutdownNow();
      stopping.close();
    }
    follower.stop();
  }

  @Override
  public synchronized boolean isRunning() {
    return worker != null;
  }
}
