package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.log.LogUnavailable;
import cn.yilu.connectors.SourceRoutes;
import cn.yilu.schemas.Complaint;
import cn.yilu.schemas.Text;
import java.time.Clock;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.camel.CamelContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** The connected sources: starts, replaces and stops each by what its file says. */
@Component
class Sources {
  private static final Logger LOG = LoggerFactory.getLogger(Sources.class);

  private final Map<String, LiveSource> live = new ConcurrentSkipListMap<>();
  private final Map<String, SourceRoutes> protocols;
  private final CamelContext camel;
  private final SourceSecrets secrets;
  private final LaneTools tools;
  private final Clock clock;

  Sources(List<SourceRoutes> protocols, CamelContext camel, SourceSecrets secrets, LaneTools tools) {
    this.protocols = protocols.stream().collect(Collectors.toMap(SourceRoutes::protocol, Function.identity()));
    this.camel = camel;
    this.secrets = secrets;
    this.tools = tools;
    this.clock = tools.clock();
  }

  Collection<LiveSource> all() {
    return live.values();
  }

  Optional<LiveSource> source(String id) {
    return Optional.ofNullable(live.get(id));
  }

  /** A protocol that delivers in pages has to know that they are parts of one full delivery. */
  private Map<String, String> settings(Source source, SourceRoutes routes) {
    Map<String, String> settings = new HashMap<>(secrets.resolve(source.connection()));
    if (source.snapshot() && routes.settings().containsKey("delivers")) {
      settings.put("delivers", "snapshot");
    }
    return settings;
  }

  /**
   * Starts a source, replacing one of the same id; what cannot start stays visible with the reason.
   *
   * @throws LogUnavailable when nothing can be committed now, so that it has to be started later
   */
  void start(Source source, MappingFiles mappings) {
    stop(source.id());
    Lane lane = null;
    try {
      SourceRoutes routes = protocol(source.protocol());
      if (source.paused()) {
        live.put(source.id(), new LiveSource(source, mappings.get(source.mapping()), tally(source.id()), clock));
        return;
      }
      lane = new Lane(source, mappings.get(source.mapping()), tools);
      live.put(source.id(), new LiveSource(source, lane, clock));
      routes.start(camel, source.id(), settings(source, routes), new LaneInbox(this));
      LOG.atInfo().addKeyValue("source", source.id()).addKeyValue("protocol", source.protocol()).log("source started");
    } catch (Exception e) {
      if (lane != null) {
        lane.close();
      }
      if (e instanceof LogUnavailable away) {
        throw away;
      }
      invalid(source, Complaint.of(e));
    }
  }

  /** Shows a source that cannot start. */
  void invalid(Source source, Text why) {
    LOG.atWarn().addKeyValue("source", source.id()).addKeyValue("why", why.en()).log("source cannot start");
    live.put(source.id(), new LiveSource(source, new Text("无法启动:" + why.zh(), "Cannot start: " + why.en()),
        tally(source.id()), clock));
  }

  /** What a source delivered so far, also one that is stopped. */
  private Tally tally(String id) {
    return tools.log().position("source/" + id).map(Tally::decode).orElse(Tally.NONE);
  }

  /** Stops a source and forgets it; its position stays. */
  void forget(String id) {
    stop(id);
    live.remove(id);
  }

  /** Stops a source. It stays visible as it was until it is started again or forgotten; what is pushed is to come later. */
  void stop(String id) {
    LiveSource source = live.get(id);
    if (source == null || source.lane().filter(lane -> !lane.isClosed()).isEmpty()) {
      return;
    }
    try {
      protocol(source.source().protocol()).stop(camel, id);
    } catch (Exception e) {
      LOG.atWarn().addKeyValue("source", id).setCause(e).log("routes did not stop cleanly");
    }
    source.lane().ifPresent(Lane::close);
  }

  /** Names of settings a protocol knows; an unknown protocol is an {@link IllegalArgumentException}. */
  Set<String> settings(String protocol) {
    return protocol(protocol).settings().keySet();
  }

  private SourceRoutes protocol(String word) {
    SourceRoutes routes = protocols.get(word);
    if (routes == null) {
      String known = String.join(", ", protocols.keySet().stream().sorted().toList());
      throw new Complaint(
          new Text("没有协议“" + word + "”,可用:" + known, "unknown protocol '" + word + "'; known are " + known));
    }
    return routes;
  }
}
