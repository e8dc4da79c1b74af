package cn.yilu.examples.health;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Delivers messages one after the other. Without connection, or when the other side could not commit (AE), it tries
 * again after a pause that doubles up to half a minute. A refused message (AR) is set aside with a note; after twenty in
 * a row it stops, because then something is wrong with all of them.
 */
final class Sender implements AutoCloseable {
  private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
  private static final Duration ANSWER = Duration.ofSeconds(60);
  private static final int REFUSALS = 20;

  private final InetSocketAddress address;
  private final Consumer<String> notes;
  private final Pause pause;
  private Optional<Mllp> connection = Optional.empty();
  private int refusedInARow;

  Sender(InetSocketAddress address, Consumer<String> notes, Pause pause) {
    this.address = address;
    this.notes = notes;
    this.pause = pause;
  }

  /** How the sender waits before it tries again. */
  interface Pause {
    void of(Duration duration) throws InterruptedException;
  }

  /** Comes back when the message was taken or refused. */
  void deliver(Message message) throws InterruptedException {
    Duration wait = FIRST_PAUSE;
    for (String code = tried(message); !settled(message, code); code = tried(message)) {
      if (wait.equals(FIRST_PAUSE)) {
        notes.accept("waiting for " + address + " to take message " + message.controlId() + ": " + code);
      }
      pause.of(wait);
      wait = wait.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : wait.multipliedBy(2);
    }
  }

  private boolean settled(Message message, String code) {
    if (code.equals("AR") || code.equals("CR")) {
      notes.accept("message " + message.controlId() + " was refused and is set aside");
      if (++refusedInARow >= REFUSALS) {
        throw new IllegalStateException(REFUSALS + " messages in a row were refused; sending stops");
      }
      return true;
    }
    boolean taken = code.equals("AA") || code.equals("CA");
    if (taken) {
      refusedInARow = 0;
    }
    return taken;
  }

  private String tried(Message message) {
    try {
      if (connection.isEmpty()) {
        connection = Optional.of(new Mllp(address, ANSWER));
      }
      return connection.get().send(message.bytes());
    } catch (IOException e) {
      close();
      return e.getClass().getSimpleName();
    }
  }

  @Override
  public void close() {
    connection.ifPresent(open -> {
      try {
        open.close();
      } catch (IOException e) {
        notes.accept("a broken connection would not close: " + e.getMessage());
      }
    });
    connection = Optional.empty();
  }
}
