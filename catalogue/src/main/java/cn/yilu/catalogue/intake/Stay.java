package cn.yilu.catalogue.intake;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * What a push holds while it is under way: its body on disk, and what it occupies. Once it was offered this ends with its
 * commit, however soon whoever sent it goes away.
 */
final class Stay implements AutoCloseable {
  private final Runnable leave;
  private @Nullable PushedBody body;
  private boolean offered;

  Stay(Runnable leave) {
    this.leave = leave;
  }

  PushedBody with(PushedBody arrived) {
    body = arrived;
    return arrived;
  }

  /** The same answer, given once this has ended. */
  <T> CompletionStage<T> until(CompletionStage<T> answer) {
    offered = true;
    return answer.whenComplete((committed, failure) -> end());
  }

  @Override
  public void close() {
    if (!offered) {
      end();
    }
  }

  private void end() {
    try {
      if (body != null) {
        body.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      leave.run();
    }
  }
}
