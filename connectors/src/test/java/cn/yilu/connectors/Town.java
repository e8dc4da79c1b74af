package cn.yilu.connectors;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.service.ServiceSupport;

/** A running Camel context with an inbox, into which a test plugs its sources. */
final class Town implements AutoCloseable {
  /** So that nobody waits long for what is to be tried again. */
  private static final Pace QUICK = new Pace(Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofSeconds(1));

  private final CamelContext camel = new DefaultCamelContext();
  final RecordingInbox inbox;

  Town() {
    this(new RecordingInbox());
  }

  /** One that comes up after another was killed, with what that has committed. */
  Town(RecordingInbox inbox) {
    this.inbox = inbox;
    camel.start();
  }

  void start(OneRoute protocol, String source, Map<String, String> settings) throws Exception {
    protocol.start(camel, settings, inbox, new Reach(source, inbox, QUICK, () -> 0));
  }

  void stop(SourceRoutes protocol, String source) throws Exception {
    protocol.stop(camel, source);
  }

  /** Stops a source for which nobody has to wait, as all that it hands on meanwhile is committed. */
  void stopSettled(OneRoute protocol, String source) throws Exception {
    inbox.settle();
    stop(protocol, source);
    inbox.unsettle();
  }

  /** Stops a source of which this could not be committed: it comes again only after the next start. */
  void stopWithout(OneRoute protocol, String source, RecordingInbox.Offer offer) throws Exception {
    CompletableFuture<Void> stop = CompletableFuture.runAsync(() -> {
      try {
        stop(protocol, source);
      } catch (Exception failure) {
        throw new IllegalStateException(failure);
      }
    });
    awaitStopping(SourceRoute.id(source, protocol.protocol()));
    offer.fail();
    stop.get();
  }

  /** @param longest how long what is on its way is waited for */
  void stop(OneRoute protocol, String source, Duration longest) throws Exception {
    protocol.stop(camel, source, longest);
  }

  /** Waits until a route has begun to stop. */
  void awaitStopping(String route) {
    ServiceSupport consumer = (ServiceSupport) Objects.requireNonNull(camel.getRoute(route)).getConsumer();
    await().until(consumer::isStoppingOrStopped);
  }

  CamelContext camel() {
    return camel;
  }

  /** Commits what is on its way, and ends. */
  @Override
  public void close() {
    inbox.settle();
    kill();
  }

  /** Ends at once: what is on its way is neither committed nor waited for. */
  void kill() {
    camel.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
    camel.getShutdownStrategy().setTimeout(100);
    camel.stop();
  }
}
