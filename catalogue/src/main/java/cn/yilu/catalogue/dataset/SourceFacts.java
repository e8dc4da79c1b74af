package cn.yilu.catalogue.dataset;

import cn.yilu.mappings.Lineage;
import java.util.List;

/** Who tells the catalogue which sources are connected; without anybody, entries name no source. */
public interface SourceFacts {

  /** The connected sources whose mappings compile. */
  List<Connected> connected();

  /** A source, and what its mapping makes of it. */
  record Connected(SourceFact source, List<Lineage> lineage) {
    public Connected {
      lineage = List.copyOf(lineage);
    }
  }
}
