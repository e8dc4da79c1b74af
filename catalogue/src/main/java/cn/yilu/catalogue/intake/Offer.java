package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import cn.yilu.connectors.Envelope;
import cn.yilu.connectors.Receipt;
import cn.yilu.mappings.MappedRow;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** An envelope that waits for its commit, with what became of its rows so far. Written by its lane's thread only. */
final class Offer {
  private final Envelope envelope;
  private final CompletableFuture<Receipt> answer = new CompletableFuture<>();
  private final Consumer<MappedRow> witness;
  private final boolean witnessed;
  private Optional<Key> rejection = Optional.empty();
  private BiPredicate<String, Entry> superseded = (dataset, claim) -> false;
  private Supplier<String> heading = () -> "";
  private boolean readable = true;
  private long used;
  private long rejected;

  Offer(Envelope envelope) {
    this.envelope = envelope;
    this.witness = row -> {};
    this.witnessed = false;
  }

  /** @param witness sees every row, on the lane's thread, before the answer is given */
  Offer(Envelope envelope, Consumer<MappedRow> witness) {
    this.envelope = envelope;
    this.witness = witness;
    this.witnessed = true;
  }

  /**
   * An offer of a row that was rejected before, which leaves the list when it can be used now.
   *
   * @param superseded whether the source has stated something later, by dataset and claim, so that this is not appended
   */
  static Offer again(Envelope envelope, Key rejection, BiPredicate<String, Entry> superseded,
      Consumer<MappedRow> witness) {
    Offer offer = new Offer(envelope, witness);
    offer.rejection = Optional.of(rejection);
    offer.superseded = superseded;
    return offer;
  }

  /** The rejected row this replays, if it does. */
  Optional<Key> rejection() {
    return rejection;
  }

  boolean isSuperseded(String dataset, Entry claim) {
    return superseded.test(dataset, claim);
  }

  /** Where the heading of the delivery can be had. */
  void headed(Supplier<String> by) {
    heading = by;
  }

  /** The lines above the rows, empty when there are none. */
  String heading() {
    return heading.get();
  }

  /** Whether somebody wants to know of every row. */
  boolean isWitnessed() {
    return witnessed;
  }

  void saw(MappedRow row) {
    witness.accept(row);
  }

  Envelope envelope() {
    return envelope;
  }

  CompletableFuture<Receipt> answer() {
    return answer;
  }

  long received() {
    return envelope.received().toEpochMilli();
  }

  void countUsed() {
    used++;
  }

  void countRejected() {
    rejected++;
  }

  void unreadable() {
    readable = false;
  }

  boolean isReadable() {
    return readable;
  }

  void committed() {
    answer.complete(new Receipt(readable, used + rejected, used, rejected));
  }

  void failed(Throwable why) {
    answer.completeExceptionally(why);
  }
}
