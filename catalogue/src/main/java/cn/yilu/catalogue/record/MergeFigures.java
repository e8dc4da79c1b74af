package cn.yilu.catalogue.record;

import cn.yilu.catalogue.log.Log;
import cn.yilu.catalogue.meter.Figure;
import cn.yilu.catalogue.meter.Measured;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.SharedSchemas;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Figures of each merge: how far it is, how far behind, and what came out. */
@Component
record MergeFigures(Records records, Log log, SharedSchemas schemas) implements Measured {

  @Override
  public Stream<Figure> figures() {
    Map<String, Long> heads = log.heads("claims/");
    return schemas.all().stream().map(SharedSchema::dataset).filter(records::knows)
        .flatMap(dataset -> figures(dataset, heads));
  }

  private Stream<Figure> figures(String dataset, Map<String, Long> heads) {
    return Stream.of(
        gauge(dataset, "yilu_merge_position", "Sequence number up to which claims are merged",
            records.merged(dataset)),
        gauge(dataset, "yilu_merge_lag_claims", "Claims committed but not yet merged",
            records.behind(dataset, heads)),
        gauge(dataset, "yilu_merge_links", "Links between subjects that the merge follows", records.links(dataset)),
        gauge(dataset, "yilu_merge_failing", "1 while the merge cannot go on",
            records.failing().containsKey(dataset) ? 1 : 0),
        gauge(dataset, "yilu_records", "Current records", records.count(dataset)),
        gauge(dataset, "yilu_events_pending", "Events that wait for a link to their person",
            records.pending(dataset)));
  }

  private static Figure gauge(String dataset, String name, String help, long value) {
    return Figure.gauge(name, help, "dataset", dataset, value);
  }
}
