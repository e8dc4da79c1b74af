package cn.yilu.catalogue.feed;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.LongSupplier;

/**
 * Makes the page a reader will ask for next while the last one is on its way. Nothing of it leaves before it is asked
 * for, judged and noted like any other page; one that is not asked for within seconds is forgotten. Takes no more than
 * what is left of the room that pages of readers who wait have need of.
 */
final class NextPages {
  private static final int MOST = 4;
  private static final Duration LONGEST_KEPT = Duration.ofSeconds(2);
  private final Search search;
  private final PageRoom room;
  private final LongSupplier nanoTime;
  private final Map<Sought, Prepared> kept = new LinkedHashMap<>();

  /**
   * Makes pages by this search.
   *
   * @param nanoTime what tells how long a page has been kept
   */
  NextPages(Search search, PageRoom room, LongSupplier nanoTime) {
    this.search = search;
    this.room = room;
    this.nanoTime = nanoTime;
  }

  private record Prepared(CompletableFuture<Found> page, long begun) {

    void forget() {
      var unused = page.thenAccept(found -> found.room().close());
    }
  }

  /** Begins to make a page, unless there is too much to do already. */
  synchronized void prepare(Sought sought) {
    forgetStale();
    if (kept.size() < MOST) {
      room.spare(Stretch.capacity(sought.limit())).ifPresent(part -> {
        CompletableFuture<Found> page = new CompletableFuture<>();
        kept.put(sought, new Prepared(page, nanoTime.getAsLong()));
        Thread.startVirtualThread(() -> make(sought, part, page));
      });
    }
  }

  private void make(Sought sought, PageRoom.Part part, CompletableFuture<Found> page) {
    try {
      page.complete(search.find(sought, part));
    } catch (RuntimeException e) {
      page.completeExceptionally(e);
    }
  }

  /** The page, if it was made and nothing stood in its way. */
  Optional<Found> take(Sought sought) {
    Prepared prepared;
    synchronized (this) {
      forgetStale();
      prepared = kept.remove(sought);
    }
    try {
      return prepared == null ? Optional.empty() : Optional.of(prepared.page().join());
    } catch (CompletionException e) {
      return Optional.empty();
    }
  }

  private void forgetStale() {
    long now = nanoTime.getAsLong();
    for (Iterator<Prepared> all = kept.values().iterator(); all.hasNext();) {
      Prepared prepared = all.next();
      if (now - prepared.begun() > LONGEST_KEPT.toNanos()) {
        prepared.forget();
        all.remove();
      }
    }
  }
}
