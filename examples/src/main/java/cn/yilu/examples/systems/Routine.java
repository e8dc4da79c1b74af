package cn.yilu.examples.systems;

import java.time.Duration;
import java.util.function.Consumer;

/** Work that a system does again and again, at once and then after a pause each time; a failure is noted and tried again. */
final class Routine implements AutoCloseable {
  private final Thread thread;

  /** One round of it. */
  interface Work {
    void round() throws Exception;
  }

  Routine(String name, Duration pause, Work work, Consumer<String> notes) {
    thread = Thread.ofVirtual().name(name).start(() -> {
      try {
        while (true) {
          round(name, work, notes);
          Thread.sleep(pause);
        }
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    });
  }

  private static void round(String name, Work work, Consumer<String> notes) throws InterruptedException {
    try {
      work.round();
    } catch (InterruptedException e) {
      throw e;
    } catch (Exception e) {
      notes.accept(name + ": " + e);
    }
  }

  /** Work whose first good round is another one than those that follow. */
  static final class Once {
    private final Work first;
    private boolean done;

    Once(Work first) {
      this.first = first;
    }

    Work then(Work later) {
      return () -> {
        if (done) {
          later.round();
        } else {
          first.round();
          done = true;
        }
      };
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(Duration.ofSeconds(5));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
