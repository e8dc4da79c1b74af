package cn.yilu.connectors;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.jspecify.annotations.Nullable;

/**
 * The end of every route: hands the envelope in the body to the inbox and goes on when that has answered, without
 * holding a thread meanwhile. The body becomes the {@link Receipt}; a body without an envelope passes untouched.
 */
final class ToInbox extends AsyncProcessorSupport {
  private final Inbox inbox;

  ToInbox(Inbox inbox) {
    this.inbox = inbox;
  }

  @Override
  public boolean process(Exchange exchange, AsyncCallback callback) {
    if (!(exchange.getMessage().getBody() instanceof Envelope envelope)) {
      callback.done(true);
      return true;
    }
    accepted(envelope).whenComplete((receipt, failure) -> {
      if (failure == null && receipt != null) {
        exchange.getMessage().setBody(receipt);
      } else {
        exchange.setException(notCommitted(failure));
      }
      callback.done(false);
    });
    return false;
  }

  private CompletionStage<Receipt> accepted(Envelope envelope) {
    try {
      return inbox.accept(envelope);
    } catch (RuntimeException failure) {
      return CompletableFuture.failedFuture(failure);
    }
  }

  private static Trouble notCommitted(@Nullable Throwable failure) {
    Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
        ? wrapped.getCause()
        : failure;
    return new Trouble("收到的数据未能入库,将再次获取", "what was taken could not be committed and will be taken again",
        cause == null ? new IllegalStateException("no receipt") : cause);
  }
}
