package cn.yilu.connectors;

import cn.yilu.schemas.Complaint;
import cn.yilu.schemas.Text;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;

/** A protocol with one route per source, {@code <source>.<protocol>}: what starting and stopping have in common. */
abstract class OneRoute implements SourceRoutes {
  private static final Duration LONGEST_STOP = Duration.ofSeconds(10);

  /** Says where bytes come from and where they go. Reads every setting, so that a wrong one is refused at the start. */
  abstract void describe(SourceRoute route, Settings settings);

  @Override
  public final void start(CamelContext camel, String source, Map<String, String> connection, Inbox inbox)
      throws Exception {
    start(camel, connection, inbox, new Reach(source, inbox));
  }

  final void start(CamelContext camel, Map<String, String> connection, Inbox inbox, Reach reach) throws Exception {
    SourceRoute route = new SourceRoute(camel, this, inbox, reach, Settings.of(this, connection));
    if (camel.getRoute(route.id()) != null) {
      throw new Complaint(
          new Text("来源 " + route.source() + " 已在运行", "source " + route.source() + " is running already"));
    }
    try {
      camel.addRoutes(route);
    } catch (Exception failed) {
      remove(camel, route.id(), route.address());
      throw failed;
    }
  }

  /** Waits up to ten seconds for what is on its way to the inbox; after that it is left unacknowledged. */
  @Override
  public final void stop(CamelContext camel, String source) throws Exception {
    stop(camel, source, LONGEST_STOP);
  }

  final void stop(CamelContext camel, String source, Duration longest) throws Exception {
    String id = SourceRoute.id(source, protocol());
    if (camel.getRoute(id) != null) {
      camel.getRouteController().stopRoute(id, longest.toMillis(), TimeUnit.MILLISECONDS);
      remove(camel, id, SourceRoute.address(source, protocol()));
    }
  }

  private static void remove(CamelContext camel, String id, String address) throws Exception {
    camel.removeRoute(id);
    camel.removeEndpoints(address);
  }
}
