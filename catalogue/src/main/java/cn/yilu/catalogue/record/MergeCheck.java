package cn.yilu.catalogue.record;

import cn.yilu.catalogue.reconcile.Drift;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Function;
import org.springframework.util.FileSystemUtils;

/**
 * Proves one dataset's records: rebuilds its state from the log in a folder of its own, compares the state that is held
 * with it, and the records in the log with what the claims in the log fold to.
 */
final class MergeCheck {
  private static final int TRIES = 20;

  private final Merger held;
  private final Path folder;

  /** A check of this merger's dataset, using the folder, which must not be needed for anything else. */
  MergeCheck(Merger held, Path folder) {
    this.held = held;
    this.folder = folder;
  }

  /** The merger's own thread, which does something between two of its steps. */
  interface Turn {
    void at(Runnable work);
  }

  /** Rebuilds beside the merger, for as long as that takes; only the comparison is done in a turn of the merger's. */
  void run(boolean repair, Function<StateStore, Merger> merger, Turn turn, Consumer<Drift> found) {
    wipe();
    try (StateStore store = StateStore.open(folder)) {
      Merger rebuilt = merger.apply(store);
      rebuilt.catchUp();
      turn.at(() -> compare(rebuilt, repair, found));
    } finally {
      wipe();
    }
  }

  private void compare(Merger rebuilt, boolean repair, Consumer<Drift> found) {
    meet(rebuilt);
    StateComparison states = StateComparison.of(held.state, rebuilt.state,
        held.log.forgotten("records/" + held.dataset).upTo());
    boolean counts = held.progress().count() == rebuilt.progress().count()
        && held.progress().pending() == rebuilt.progress().pending();
    long state = states.differing() + (counts ? 0 : 1);
    long records = rebuilt.drift();
    if (repair && state > 0) {
      held.rebuild();
    }
    long appended = repair && records > 0 ? held.refold() : 0;
    found.accept(new Drift("state/" + held.dataset, states.checked(), state, repair ? state : 0));
    found.accept(new Drift("records/" + held.dataset, rebuilt.progress().count(), records, appended));
  }

  /** Brings both to the same position; another node may go on merging meanwhile. */
  private void meet(Merger rebuilt) {
    boolean more = true;
    while (more) {
      more = held.correct();
    }
    for (int i = 0; i < TRIES; i++) {
      rebuilt.catchUp();
      held.catchUp();
      if (held.progress().at(rebuilt.progress())) {
        return;
      }
    }
    throw new IllegalStateException("the merge of " + held.dataset + " does not stand still");
  }

  private void wipe() {
    try {
      FileSystemUtils.deleteRecursively(folder);
    } catch (IOException e) {
      throw new UncheckedIOException("what was rebuilt cannot be removed", e);
    }
  }
}
