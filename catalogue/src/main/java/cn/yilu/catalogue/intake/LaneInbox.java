package cn.yilu.catalogue.intake;

import cn.yilu.connectors.Envelope;
import cn.yilu.connectors.Inbox;
import cn.yilu.connectors.Receipt;
import cn.yilu.schemas.Text;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The inbox the connectors see: hands each envelope to the lane of its source. */
final class LaneInbox implements Inbox {
  private final Sources sources;

  LaneInbox(Sources sources) {
    this.sources = sources;
  }

  @Override
  public CompletionStage<Receipt> accept(Envelope envelope) {
    sources.source(envelope.source()).ifPresent(LiveSource::heard);
    return sources.source(envelope.source())
        .flatMap(live -> live.lane().map(lane -> noting(live, envelope, lane.accept(envelope))))
        .orElseGet(() -> CompletableFuture.failedFuture(
            new IllegalStateException("source " + envelope.source() + " is stopped")));
  }

  private static CompletionStage<Receipt> noting(LiveSource live, Envelope envelope, CompletionStage<Receipt> answer) {
    return envelope.digest().isEmpty() ? answer : answer.thenApply(receipt -> {
      if (receipt.received() > 0) {
        live.read(envelope.name(), receipt.received());
      }
      return receipt;
    });
  }

  @Override
  public Optional<String> position(String source) {
    return sources.source(source).flatMap(LiveSource::lane).flatMap(lane -> lane.tally().placed());
  }

  @Override
  public void trouble(String source, String zh, String en) {
    sources.source(source).ifPresent(live -> live.troubled(new Text(zh, en)));
  }

  @Override
  public void failing(String source, Failing failing) {
    sources.source(source).ifPresent(live -> live.failing(failing));
  }

  @Override
  public void contact(String source) {
    sources.source(source).ifPresent(LiveSource::contacted);
  }
}
