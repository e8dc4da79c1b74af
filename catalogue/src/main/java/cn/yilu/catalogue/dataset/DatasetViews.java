package cn.yilu.catalogue.dataset;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/** The catalogue as people and programs read it, with measured counts joined in. */
public final class DatasetViews {
  private final Function<String, Optional<DatasetView>> entries;
  private final DatasetFinder finder;
  private final Function<String, OptionalLong> records;

  /**
   * Views over these entries.
   *
   * @param entries the entry of a dataset, if there is one
   * @param records current records of a dataset, absent when nobody counts
   */
  public DatasetViews(Function<String, Optional<DatasetView>> entries, DatasetFinder finder,
      Function<String, OptionalLong> records) {
    this.entries = entries;
    this.finder = finder;
    this.records = records;
  }

  /** Entries that fit the query, best first. */
  public SearchResult find(SearchQuery query) {
    SearchResult found = finder.find(query);
    return new SearchResult(found.total(),
        found.hits().stream().map(hit -> hit.counting(records.apply(hit.id()))).toList(), found.facets());
  }

  /** Completions of what somebody has typed so far. */
  public List<String> suggest(String typed, int most) {
    return finder.suggest(typed, most);
  }

  /** The entry of this dataset. */
  public Optional<DatasetView> of(String id) {
    return entries.apply(id).map(view -> view.counting(records.apply(id)));
  }
}
