package cn.yilu.catalogue.intake;

import cn.yilu.connectors.Envelope;
import cn.yilu.connectors.Receipt;
import cn.yilu.mappings.MappedRow;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/** An envelope that waits for its commit, with what became of its rows so far. Written by its lane's thread only. */
final class Offer {
  private final Envelope envelope;
  private final CompletableFuture<Receipt> answer = new CompletableFuture<>();
  private final Consumer<MappedRow> witness;
  private boolean readable = true;
  private long used;
  private long rejected;

  /** @param witness sees every row, on the lane's thread, before the answer is given */
  Offer(Envelope envelope, Consumer<MappedRow> witness) {
    this.envelope = envelope;
    this.witness = witness;
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
