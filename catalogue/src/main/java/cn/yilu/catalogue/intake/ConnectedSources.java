package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.dataset.SourceFact;
import cn.yilu.catalogue.dataset.SourceFacts;
import java.util.List;
import org.springframework.stereotype.Component;

/** Tells the catalogue which sources are connected and what their mappings make of them. */
@Component
record ConnectedSources(Sources sources) implements SourceFacts {

  @Override
  public List<Connected> connected() {
    return sources.all().stream().flatMap(live -> live.mapping().stream()
        .map(mapping -> new Connected(fact(live.source()), mapping.targets()))).toList();
  }

  private static SourceFact fact(Source source) {
    return new SourceFact(source.id(), source.title(), source.department(), source.protocol(), source.mapping());
  }
}
