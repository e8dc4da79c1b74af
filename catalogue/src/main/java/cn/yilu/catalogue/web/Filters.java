package cn.yilu.catalogue.web;

import cn.yilu.catalogue.dataset.SearchQuery;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.web.util.UriUtils;

/**
 * What is looked for on the results page, as it stands in the address; every change of it is another address.
 *
 * @param chosen values by facet
 * @param page from 1
 */
record Filters(String words, Map<String, Set<String>> chosen, int page) {
  static final List<String> FACETS = List.of("theme", "provider", "shareType");
  static final int SIZE = 20;
  private static final int MOST_VALUES = 50;
  private static final int LAST_PAGE = 1000;

  Filters {
    page = Math.clamp(page, 1, LAST_PAGE);
    words = words.strip();
    words = words.length() > SearchQuery.LONGEST ? words.substring(0, SearchQuery.LONGEST) : words;
    Map<String, Set<String>> kept = new LinkedHashMap<>();
    for (String facet : FACETS) {
      Set<String> values = new LinkedHashSet<>();
      chosen.getOrDefault(facet, Set.of()).stream().limit(MOST_VALUES).forEach(values::add);
      if (!values.isEmpty()) {
        kept.put(facet, values);
      }
    }
    chosen = kept;
  }

  SearchQuery query() {
    return new SearchQuery(words, of("theme"), of("provider"), of("shareType"), page, SIZE);
  }

  private Set<String> of(String facet) {
    return chosen.getOrDefault(facet, Set.of());
  }

  /** With this value chosen, or no longer chosen if it was; from the first page again. */
  public Filters toggle(String facet, String value) {
    Map<String, Set<String>> other = new LinkedHashMap<>(chosen);
    Set<String> values = new LinkedHashSet<>(of(facet));
    if (!values.remove(value)) {
      values.add(value);
    }
    other.put(facet, values);
    return new Filters(words, other, 1);
  }

  public Filters cleared() {
    return new Filters(words, Map.of(), 1);
  }

  public Filters at(int other) {
    return new Filters(words, chosen, other);
  }

  /** The address of these results. */
  public String href() {
    StringBuilder query = new StringBuilder();
    if (!words.isEmpty()) {
      add(query, "q", words);
    }
    chosen.forEach((facet, values) -> values.forEach(value -> add(query, facet, value)));
    if (page > 1) {
      add(query, "page", Integer.toString(page));
    }
    return "/datasets" + query;
  }

  private static void add(StringBuilder query, String name, String value) {
    query.append(query.isEmpty() ? '?' : '&').append(name).append('=')
        .append(UriUtils.encode(value, StandardCharsets.UTF_8));
  }
}
