package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.meter.Figure;
import cn.yilu.catalogue.meter.Measured;
import java.time.Clock;
import java.time.Duration;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Figures of each source: counts as committed, how far the merge is behind, and how long it has not been heard of. */
@Component
record SourceFigures(Sources sources, SourceLag lag, Clock clock) implements Measured {

  @Override
  public Stream<Figure> figures() {
    return sources.all().stream().flatMap(live -> Stream.concat(counts(live), standing(live)));
  }

  private static Stream<Figure> counts(LiveSource live) {
    return live.lane().map(Lane::tally).stream().flatMap(tally -> Stream.of(
        count(live, "received", "Rows or messages received", tally.received()),
        count(live, "used", "Rows or messages used", tally.used()),
        count(live, "rejected", "Rows or messages kept aside since they could not be used", tally.rejected()),
        count(live, "repeated", "Rows that could not be used and were kept already from earlier the same day",
            tally.repeated()),
        count(live, "findings", "Flaws found in rows that were used", tally.findings())));
  }

  private Stream<Figure> standing(LiveSource live) {
    Stream<Figure> now = Stream.of(
        gauge(live, "working", "1 while the source works, 0 when it is in trouble or cannot start",
            live.working() ? 1 : 0),
        gauge(live, "lag_claims", "Claims of its datasets committed but not yet merged", lag.of(live)));
    return Stream.concat(now, live.contact().stream().map(at -> gauge(live, "contact_age_seconds",
        "Seconds since the source was last heard of", Duration.between(at, clock.instant()).toSeconds())));
  }

  private static Figure count(LiveSource live, String name, String help, long value) {
    return Figure.count("yilu_source_" + name, help, "source", live.source().id(), value);
  }

  private static Figure gauge(LiveSource live, String name, String help, long value) {
    return Figure.gauge("yilu_source_" + name, help, "source", live.source().id(), value);
  }
}
