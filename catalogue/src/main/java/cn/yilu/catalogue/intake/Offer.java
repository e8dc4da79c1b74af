package cn.yilu.catalogue.intake;

import cn.yilu.connectors.Envelope;
import cn.yilu.connectors.Receipt;
import java.util.concurrent.CompletableFuture;

/** An envelope that waits for its commit, with what became of its rows so far. Written by its lane's thread only. */
final class Offer {
  private final Envelope envelope;
  private final CompletableFuture<Receipt> answer = new CompletableFuture<>();
  private boolean readable = true;
  private long used;
  private long rejected;

  Offer(Envelope envelope) {
    this.envelope = envelope;
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

  void committed() {
    answer.complete(new Receipt(readable, used + rejected, used, rejected));
  }

  void failed(Throwable why) {
    answer.completeExceptionally(why);
  }
}
