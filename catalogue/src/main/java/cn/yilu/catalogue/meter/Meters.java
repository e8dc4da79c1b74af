package cn.yilu.catalogue.meter;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.CounterSnapshot.CounterDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot.GaugeDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricMetadata;
import io.prometheus.metrics.model.snapshots.MetricSnapshot;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/**
 * Asks every part for its figures at each scrape, so that a count is the committed one and a source that was removed is
 * gone. A part that cannot tell is left out; the others are told all the same.
 */
@Component
final class Meters implements MultiCollector {
  private static final Logger LOG = LoggerFactory.getLogger(Meters.class);

  private final List<Measured> parts;

  Meters(List<Measured> parts, PrometheusRegistry registry) {
    this.parts = List.copyOf(parts);
    registry.register(this);
  }

  @Override
  public MetricSnapshots collect() {
    Map<String, List<Figure>> byName = parts.stream().flatMap(Meters::figures)
        .collect(Collectors.groupingBy(Figure::name, LinkedHashMap::new, Collectors.toList()));
    return new MetricSnapshots(byName.values().stream().map(Meters::snapshot).toList());
  }

  private static Stream<Figure> figures(Measured part) {
    try {
      return part.figures().toList().stream();
    } catch (RuntimeException e) {
      LOG.atWarn().addKeyValue("part", part.getClass().getSimpleName())
          .addKeyValue("cause", e.getClass().getSimpleName()).log("figures cannot be taken");
      return Stream.empty();
    }
  }

  private static MetricSnapshot snapshot(List<Figure> figures) {
    Figure first = figures.getFirst();
    return switch (first.kind()) {
      case COUNT -> new CounterSnapshot(new MetricMetadata(first.name(),
          first.help()),
          figures.stream().map(each -> CounterDataPointSnapshot.builder().labels(labels(each))
              .value((double) each.value()).build()).toList());
      case GAUGE -> new GaugeSnapshot(new MetricMetadata(first.name(),
          first.help()),
          figures.stream().map(each -> GaugeDataPointSnapshot.builder().labels(labels(each))
              .value((double) each.value()).build()).toList());
    };
  }

  private static Labels labels(Figure figure) {
    return Labels.of(figure.label(), figure.thing());
  }
}
