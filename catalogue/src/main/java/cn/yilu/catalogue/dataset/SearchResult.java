package cn.yilu.catalogue.dataset;

import cn.yilu.schemas.Text;
import java.util.List;
import java.util.OptionalLong;

/**
 * Hits, best first, and the facets {@code theme}, {@code provider} and {@code shareType} in this order.
 *
 * @param total how many hits there are on all pages
 */
public record SearchResult(long total, List<Hit> hits, List<Facet> facets) {

  public SearchResult {
    hits = List.copyOf(hits);
    facets = List.copyOf(facets);
  }

  /**
   * A dataset that was found.
   *
   * @param markedTitle title as HTML: escaped, the words found within {@code <mark>}
   * @param markedDescription description likewise
   */
  public record Hit(String id, Text title, Text description, Text markedTitle, Text markedDescription,
      Department provider, List<Coded> themes, Coded shareType, Coded openType, Coded cycle, OptionalLong records) {
    public Hit {
      themes = List.copyOf(themes);
    }

    Hit counting(OptionalLong counted) {
      return new Hit(id, title, description, markedTitle, markedDescription, provider, themes, shareType, openType,
          cycle, counted);
    }
  }

  /** A facet with its values, most frequent first; counts are those that choosing the value would add or leave. */
  public record Facet(String name, List<Value> values) {
    public Facet {
      values = List.copyOf(values);
    }
  }

  /** A value of a facet; counts ignore what is chosen in its own facet, so that alternatives stay visible. */
  public record Value(Coded value, long count, boolean chosen) {}
}
