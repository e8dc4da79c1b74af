package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.Problem;
import cn.yilu.catalogue.http.model.Source;
import java.util.List;
import org.springframework.stereotype.Component;

/** Sources at work and their rejected rows, as pages and the HTTP contract show them. Callers check who may see them. */
@Component
public class SourceViews {
  private final Sources sources;
  private final SourceLag lag;
  private final Pulses pulses;

  SourceViews(Sources sources, SourceLag lag, Pulses pulses) {
    this.sources = sources;
    this.lag = lag;
    this.pulses = pulses;
  }

  /** Every source, by id. */
  public List<Source> all() {
    return sources.all().stream().map(this::view).toList();
  }

  /** One source; an unknown one is a 404 {@link Problem}. */
  public Source of(String id) {
    return sources.source(id).map(this::view).orElseThrow(() -> SourceChanges.unknown(id));
  }

  private Source view(LiveSource live) {
    Source view = live.view(lag.of(live));
    String id = live.source().id();
    if (view.getPosition() == null) {
      live.lastFile().or(() -> pulses.lastFile(id)).ifPresent(view::position);
    }
    return view.today(pulses.today(live)).pace(pulses.spans(id));
  }
}
