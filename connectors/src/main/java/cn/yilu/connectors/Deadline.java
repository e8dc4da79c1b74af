package cn.yilu.connectors;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** Closes something when its time is over, which ends a read or write that hangs in it. Lifted by closing this first. */
final class Deadline implements AutoCloseable {
  private final CompletableFuture<Void> lifted = new CompletableFuture<>();
  private volatile boolean passed;

  Deadline(Duration time, Closeable over) {
    var unused = lifted.orTimeout(Math.max(1, time.toMillis()), TimeUnit.MILLISECONDS).whenComplete((done, late) -> {
      if (late != null) {
        passed = true;
        end(over);
      }
    });
  }

  boolean passed() {
    return passed;
  }

  @Override
  public void close() {
    lifted.complete(null);
  }

  private static void end(Closeable over) {
    try {
      over.close();
    } catch (IOException closed) {
      // It ended by itself.
    }
  }
}
