package cn.yilu.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** An inbox whose answers the test gives by hand. Positions move with the commits, as in the real one. */
final class RecordingInbox implements Inbox {
  private static final long PATIENCE = 120;

  private final BlockingQueue<Offer> offers = new LinkedBlockingQueue<>();
  private final BlockingQueue<Told> troubles = new LinkedBlockingQueue<>();
  private final BlockingQueue<Failing> failures = new LinkedBlockingQueue<>();
  private final Map<String, String> positions = new ConcurrentHashMap<>();
  private final Semaphore contacts = new Semaphore(0);

  record Told(String source, String zh, String en) {}

  /** An envelope that waits for its answer. */
  final class Offer {
    private final Envelope envelope;
    private final CompletableFuture<Receipt> answer = new CompletableFuture<>();

    private Offer(Envelope envelope) {
      this.envelope = envelope;
    }

    Envelope envelope() {
      return envelope;
    }

    byte[] bytes() {
      return ((Envelope.Bytes) envelope.content()).bytes();
    }

    void commit() {
      commit(new Receipt(true, 1, 1, 0));
    }

    void commit(Receipt receipt) {
      envelope.position().ifPresent(place -> positions.put(envelope.source(), place));
      assertThat(answer.complete(receipt)).isTrue();
    }

    void fail() {
      assertThat(answer.completeExceptionally(new IllegalStateException("no room"))).isTrue();
    }
  }

  @Override
  public CompletionStage<Receipt> accept(Envelope envelope) {
    Offer offer = new Offer(envelope);
    offers.add(offer);
    return offer.answer;
  }

  @Override
  public Optional<String> position(String source) {
    return Optional.ofNullable(positions.get(source));
  }

  @Override
  public void trouble(String source, String zh, String en) {
    troubles.add(new Told(source, zh, en));
  }

  @Override
  public void failing(String source, Failing failing) {
    failures.add(failing);
  }

  @Override
  public void contact(String source) {
    contacts.release();
  }

  /** Forgets how far a source is, and what was offered of it before. */
  void rewind(String source) {
    offers.removeIf(offer -> offer.envelope.source().equals(source));
    positions.remove(source);
  }

  Offer next() throws InterruptedException {
    Offer offer = offers.poll(PATIENCE, TimeUnit.SECONDS);
    assertThat(offer).as("an envelope").isNotNull();
    return offer;
  }

  Told trouble() throws InterruptedException {
    Told told = troubles.poll(PATIENCE, TimeUnit.SECONDS);
    assertThat(told).as("a trouble").isNotNull();
    return told;
  }

  Failing failing() throws InterruptedException {
    Failing failing = failures.poll(PATIENCE, TimeUnit.SECONDS);
    assertThat(failing).as("a failed try").isNotNull();
    return failing;
  }

  /** Waits for that many contacts from now on. */
  void contacts(int many) throws InterruptedException {
    contacts.drainPermits();
    assertThat(contacts.tryAcquire(many, PATIENCE, TimeUnit.SECONDS)).as("contacts").isTrue();
  }

  /** Waits for one contact that nobody has waited for yet. */
  void contact() throws InterruptedException {
    assertThat(contacts.tryAcquire(PATIENCE, TimeUnit.SECONDS)).as("a contact").isTrue();
  }

  boolean isTroubled() {
    return !troubles.isEmpty();
  }

  boolean isEmpty() {
    return offers.isEmpty();
  }
}
