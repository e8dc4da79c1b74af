package cn.yilu.connectors;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds rows that become visible behind rows stamped later, as when a long transaction commits late. Remembers where
 * reading stood, one mark per {@code overlap}, and goes back to a mark once it is two overlaps old: a row that comes at
 * most one overlap late is then there. Each row is so read about three times; the same row again changes nothing. Of a
 * first reading only the last one or two pages are read again, in which whatever was stamped lately is likely to stand.
 */
final class LateRows {
  private static final Instant FIRST_READING = Instant.EPOCH;

  private final Optional<Duration> overlap;
  private final Clock clock;
  private List<Place.Mark> marks = List.of();
  private @Nullable Place offered;
  private boolean begun;
  private boolean caughtUp;

  LateRows(Optional<Duration> overlap, Clock clock) {
    this.overlap = overlap;
    this.clock = clock;
  }

  /** Where the next page begins: behind what is committed, or further back. */
  Place from(Place committed) {
    if (overlap.isEmpty()) {
      return new Place(committed.after(), List.of());
    }
    if (!begun || committed.equals(offered)) {
      marks = committed.marks();
    }
    begun = true;
    offered = null;
    return caughtUp && !marks.isEmpty() && older(marks.getFirst(), overlap.get().multipliedBy(2))
        ? new Place(marks.getFirst().after(), marks.subList(1, marks.size()))
        : new Place(committed.after(), marks);
  }

  /** The place to be committed with a page. */
  Place read(Place from, Table.Page page) {
    caughtUp = !page.more();
    Place reached = new Place(page.last(), marked(from, page));
    if (page.rows().isEmpty()) {
      marks = reached.marks();
    } else {
      offered = reached;
    }
    return reached;
  }

  private List<Place.Mark> marked(Place from, Table.Page page) {
    List<Place.Mark> before = from.marks();
    if (overlap.isEmpty()) {
      return before;
    }
    if (before.isEmpty() || before.getFirst().at().equals(FIRST_READING)) {
      return first(from, page);
    }
    if (page.more() || !older(before.getLast(), overlap.get())) {
      return before;
    }
    List<Place.Mark> after = new ArrayList<>(before);
    after.add(now(page.last()));
    return after;
  }

  /** While everything is read for the first time one mark goes along behind; it counts from when the end is reached. */
  private List<Place.Mark> first(Place from, Table.Page page) {
    if (page.more()) {
      return List.of(new Place.Mark(FIRST_READING, from.after()));
    }
    Map<String, String> behind = from.marks().isEmpty() ? from.after() : from.marks().getFirst().after();
    return List.of(now(behind), now(page.last()));
  }

  private Place.Mark now(Map<String, String> after) {
    return new Place.Mark(clock.instant(), after);
  }

  private boolean older(Place.Mark mark, Duration age) {
    Instant due = mark.at().plus(age);
    return !clock.instant().isBefore(due);
  }
}
