package cn.yilu.catalogue.compaction;

import cn.yilu.catalogue.log.Compaction;
import cn.yilu.catalogue.meter.Figure;
import cn.yilu.catalogue.meter.Measured;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** What compaction took out of each topic since ever, and how far it is. */
@Component
record CompactionFigures(CompactedTopics topics) implements Measured {

  @Override
  public Stream<Figure> figures() {
    return topics.names().stream().flatMap(this::figures);
  }

  private Stream<Figure> figures(String topic) {
    Compaction.Standing standing = topics.standing(topic);
    if (standing.head() == 0) {
      return Stream.empty();
    }
    Compaction.Freed freed = standing.freed();
    return Stream.of(
        Figure.count("yilu_compaction_entries", "Entries taken out of the topic", "topic", topic, freed.entries()),
        Figure.count("yilu_compaction_before_bytes", "Size of rewritten blocks before", "topic", topic,
            freed.bytesBefore()),
        Figure.count("yilu_compaction_after_bytes", "Size of rewritten blocks and trails after", "topic", topic,
            freed.bytesAfter()),
        Figure.gauge("yilu_compaction_waiting_entries", "Entries appended since the topic was compacted", "topic",
            topic,
            standing.head() - standing.cleaned()));
  }
}
