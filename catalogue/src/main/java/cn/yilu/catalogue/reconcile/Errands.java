package cn.yilu.catalogue.reconcile;

import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** What others ask of a thread that alone may touch something; it does them between two steps of its own work. */
public final class Errands {
  private final Queue<Errand<?>> waiting = new ArrayDeque<>();
  private Optional<RuntimeException> ended = Optional.empty();

  private record Errand<T>(Supplier<T> work, CompletableFuture<T> done) {
    void run() {
      try {
        done.complete(work.get());
      } catch (RuntimeException e) {
        done.completeExceptionally(e);
      }
    }
  }

  /** Has the thread do this, after waking it, and waits for the answer. What goes wrong there is thrown here. */
  public <T> T run(Supplier<T> work, Runnable wake) {
    CompletableFuture<T> done = new CompletableFuture<>();
    synchronized (this) {
      ended.ifPresentOrElse(done::completeExceptionally, () -> waiting.add(new Errand<>(work, done)));
    }
    wake.run();
    try {
      return done.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** By the thread: does what waits. */
  public void doAll() {
    for (Errand<?> next = next(); next != null; next = next()) {
      next.run();
    }
  }

  /** By the thread: it cannot do what waits. */
  public void fail(RuntimeException why) {
    for (Errand<?> next = next(); next != null; next = next()) {
      next.done().completeExceptionally(why);
    }
  }

  /** By the thread: it will do nothing any more. */
  public void end(RuntimeException why) {
    synchronized (this) {
      ended = Optional.of(why);
    }
    fail(why);
  }

  private synchronized @Nullable Errand<?> next() {
    return waiting.poll();
  }
}
