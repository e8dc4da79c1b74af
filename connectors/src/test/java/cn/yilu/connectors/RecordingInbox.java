package cn.yilu.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * An inbox whose answers the test gives by hand. Positions move with the commits, as in the real one. Notes how much was
 * on its way at most, at any time.
 */
final class RecordingInbox implements Inbox {
  private static final long PATIENCE = 120;

  private final BlockingQueue<Offer> offers = new LinkedBlockingQueue<>();
  private final BlockingQueue<Told> troubles = new LinkedBlockingQueue<>();
  private final BlockingQueue<Failing> failures = new LinkedBlockingQueue<>();
  private final Map<String, String> positions = new ConcurrentHashMap<>();
  private final Semaphore contacts = new Semaphore(0);
  private final Set<Offer> unanswered = new HashSet<>();
  private boolean settling;
  private int most;
  private long largest;

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
      assertThat(answered(this)).as("the first answer").isTrue();
      committed(receipt);
    }

    void fail() {
      assertThat(answered(this)).as("the first answer").isTrue();
      answer.completeExceptionally(new IllegalStateException("no room"));
    }

    private void committed(Receipt receipt) {
      envelope.position().ifPresent(place -> positions.put(envelope.source(), place));
      answer.complete(receipt);
    }

    private long size() {
      return switch (envelope.content()) {
        case Envelope.Bytes bytes -> bytes.bytes().length;
        case Envelope.Rows rows -> rows.rows().stream().flatMap(row -> row.values().stream())
            .mapToLong(value -> value == null ? 0 : value.length()).sum();
        case Envelope.File file -> 0;
        case Envelope.Unusable unusable -> 0;
      };
    }
  }

  @Override
  public CompletionStage<Receipt> accept(Envelope envelope) {
    Offer offer = new Offer(envelope);
    if (isSettled(offer)) {
      offer.committed(new Receipt(true, 1, 1, 0));
    }
    return offer.answer;
  }

  private synchronized boolean isSettled(Offer offer) {
    if (!settling) {
      unanswered.add(offer);
      offers.add(offer);
      most = Math.max(most, unanswered.size());
      largest = Math.max(largest, unanswered.stream().mapToLong(Offer::size).sum());
    }
    return settling;
  }

  private synchronized boolean answered(Offer offer) {
    return unanswered.remove(offer);
  }

  /** Commits all that waits, and from now on whatever comes, so that nobody who stops has to wait for the test. */
  void settle() {
    List<Offer> left;
    synchronized (this) {
      settling = true;
      left = List.copyOf(unanswered);
      unanswered.clear();
      offers.clear();
    }
    left.forEach(offer -> offer.committed(new Receipt(true, 1, 1, 0)));
  }

  /** The test answers again by hand. */
  synchronized void unsettle() {
    settling = false;
  }

  /** Most envelopes that were on their way at one time. */
  synchronized int most() {
    return most;
  }

  /** Most bytes, or characters of rows, that were on their way at one time. */
  synchronized long largest() {
    return largest;
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
