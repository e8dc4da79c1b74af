package cn.yilu.connectors;

import java.time.Duration;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;

/**
 * The route of one source being described. Camel's own error handler stays out: whoever took the envelope learns of
 * the failure and leaves the source unacknowledged, and {@link Reach} alone decides on retries.
 */
final class SourceRoute extends RouteBuilder {
  private final OneRoute protocol;
  private final Inbox inbox;
  private final Reach reach;
  private final Settings settings;

  SourceRoute(CamelContext camel, OneRoute protocol, Inbox inbox, Reach reach, Settings settings) {
    super(camel);
    this.protocol = protocol;
    this.inbox = inbox;
    this.reach = reach;
    this.settings = settings;
  }

  static String id(String source, String protocol) {
    return source + "." + protocol;
  }

  static String address(String source, String protocol) {
    return "yilu-" + protocol + "://" + source;
  }

  @Override
  public void configure() {
    errorHandler(noErrorHandler());
    protocol.describe(this, settings);
  }

  String id() {
    return id(source(), protocol.protocol());
  }

  String address() {
    return address(source(), protocol.protocol());
  }

  String source() {
    return reach.source();
  }

  Inbox inbox() {
    return inbox;
  }

  Reach reach() {
    return reach;
  }

  ToInbox toInbox() {
    return new ToInbox(inbox);
  }

  /** A route that goes to the source again and again, {@code every} so often. */
  RouteDefinition rounds(Duration every) {
    return taking((from, route) -> new Rounds(from, route, every, reach));
  }

  /** A route fed by a consumer of its own. */
  RouteDefinition taking(SourceEndpoint.Opening opening) {
    try {
      getContext().addEndpoint(address(), new SourceEndpoint(getContext(), address(), opening));
    } catch (Exception failure) {
      throw new IllegalStateException("cannot open " + address(), failure);
    }
    return from(address()).routeId(id());
  }
}
