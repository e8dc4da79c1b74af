package cn.yilu.connectors;

import static org.awaitility.Awaitility.await;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.service.ServiceSupport;

/** A running Camel context with an inbox, into which a test plugs its sources. */
final class Town implements AutoCloseable {
  private final CamelContext camel = new DefaultCamelContext();
  final RecordingInbox inbox = new RecordingInbox();

  Town() {
    camel.start();
  }

  void start(SourceRoutes protocol, String source, Map<String, String> settings) throws Exception {
    protocol.start(camel, source, settings, inbox);
  }

  void stop(SourceRoutes protocol, String source) throws Exception {
    protocol.stop(camel, source);
  }

  /** Waits until a route has begun to stop. */
  void awaitStopping(String route) {
    ServiceSupport consumer = (ServiceSupport) Objects.requireNonNull(camel.getRoute(route)).getConsumer();
    await().until(consumer::isStoppingOrStopped);
  }

  CamelContext camel() {
    return camel;
  }

  @Override
  public void close() {
    camel.getShutdownStrategy().setTimeUnit(TimeUnit.MILLISECONDS);
    camel.getShutdownStrategy().setTimeout(100);
    camel.stop();
  }
}
