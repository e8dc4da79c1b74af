package cn.yilu.catalogue.intake;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** How a source's committed count rose in each of the last spans of time. */
final class Pulse {
  private static final int SPANS = 60;

  private final Deque<Long> counts = new ArrayDeque<>();

  /** Notes the count at the end of a span. */
  synchronized void beat(long received) {
    counts.add(received);
    if (counts.size() > SPANS + 1) {
      counts.remove();
    }
  }

  /** What came in each span, oldest first; empty before the first span is over. */
  synchronized List<Long> spans() {
    List<Long> spans = new ArrayList<>();
    long before = -1;
    for (long count : counts) {
      if (before >= 0) {
        spans.add(Math.max(0, count - before));
      }
      before = count;
    }
    return spans;
  }
}
