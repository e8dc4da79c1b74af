package cn.yilu.catalogue.dataset;

import java.util.List;

/** Finds catalogue entries by words and facets; the search engine behind it can be exchanged. */
public interface DatasetFinder {

  SearchResult find(SearchQuery query);

  /** Up to {@code most} completions of what somebody has typed so far: titles and keywords, best first. */
  List<String> suggest(String typed, int most);
}
