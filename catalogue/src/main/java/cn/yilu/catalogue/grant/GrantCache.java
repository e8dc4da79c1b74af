package cn.yilu.catalogue.grant;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** All grants as they were at most a second ago; nothing when that cannot be said. */
final class GrantCache {
  private static final Logger LOG = LoggerFactory.getLogger(GrantCache.class);
  private static final Duration LONGEST = Duration.ofSeconds(1);
  private final Supplier<List<Grant>> store;
  private final LongSupplier nanos;
  private @Nullable Known known;
  private @Nullable CompletableFuture<Known> asking;
  private long forgotten;

  /** What was known when it was asked for. */
  record Known(Map<String, List<Grant>> byReader, long asked) {
    List<Grant> of(String reader, String dataset) {
      return byReader.getOrDefault(reader, List.of()).stream().filter(g -> g.dataset().equals(dataset)).toList();
    }
  }

  GrantCache(Supplier<List<Grant>> store, LongSupplier nanos) {
    this.store = store;
    this.nanos = nanos;
  }

  /** The grants; empty when the store did not answer in time. */
  Optional<Known> now() {
    try {
      return Optional.of(fresh().get(LONGEST.toMillis(), TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.empty();
    } catch (ExecutionException e) {
      LOG.error("grants cannot be read, access is denied", e.getCause());
      return Optional.empty();
    } catch (TimeoutException e) {
      LOG.error("grants could not be read within a second, access is denied");
      return Optional.empty();
    }
  }

  /** Forgets everything, because something changed; what is being asked right now may be too old as well. */
  synchronized void forget() {
    known = null;
    asking = null;
    forgotten++;
  }

  private synchronized CompletableFuture<Known> fresh() {
    if (known != null && nanos.getAsLong() - known.asked <= LONGEST.toNanos()) {
      return CompletableFuture.completedFuture(known);
    }
    if (asking == null) {
      CompletableFuture<Known> answer = new CompletableFuture<>();
      long round = forgotten;
      asking = answer;
      Thread.startVirtualThread(() -> ask(answer, round));
    }
    return asking;
  }

  private void ask(CompletableFuture<Known> answer, long round) {
    long asked = nanos.getAsLong();
    try {
      Known read = new Known(store.get().stream().collect(Collectors.groupingBy(Grant::reader)), asked);
      took(read, round);
      answer.complete(read);
    } catch (RuntimeException e) {
      took(null, round);
      answer.completeExceptionally(e);
    }
  }

  private synchronized void took(@Nullable Known read, long round) {
    if (forgotten == round) {
      asking = null;
      known = read;
    }
  }
}
