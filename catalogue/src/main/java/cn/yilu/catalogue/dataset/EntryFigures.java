package cn.yilu.catalogue.dataset;

import cn.yilu.catalogue.meter.Figure;
import cn.yilu.catalogue.meter.Measured;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Figures of the projections of catalogue entries. */
@Component
record EntryFigures(List<EntryFollower> followers) implements Measured {

  @Override
  public Stream<Figure> figures() {
    return followers.stream().flatMap(EntryFigures::figures);
  }

  private static Stream<Figure> figures(EntryFollower follower) {
    EntryFollower.Standing standing = follower.standing();
    return Stream.of(
        gauge(follower, "position", "Sequence number up to which catalogue entries are taken in",
            standing.position()),
        gauge(follower, "lag_entries", "Catalogue entries not yet taken in", standing.lag()),
        gauge(follower, "failing", "1 while the projection cannot go on", standing.failure().isPresent() ? 1 : 0));
  }

  private static Figure gauge(EntryFollower follower, String name, String help, long value) {
    return Figure.gauge("yilu_projection_" + name, help, "projection", follower.name(), value);
  }
}
