package cn.yilu.catalogue.dataset;

import java.util.Set;
import java.util.stream.Collectors;

/**
 * What somebody looks for in the catalogue. Values of one facet widen the result, different facets narrow it.
 *
 * @param words any words, Chinese or English; empty for everything
 * @param page from 1
 * @param size hits on a page, 1 to 100
 */
public record SearchQuery(String words, Set<String> themes, Set<String> providers, Set<String> shareTypes, int page,
    int size) {
  /** Longest words that are looked at; what is beyond is cut. */
  public static final int LONGEST = 200;

  public SearchQuery {
    words = words.length() > LONGEST ? words.substring(0, LONGEST) : words;
    themes = stated(themes);
    providers = stated(providers);
    shareTypes = stated(shareTypes);
    if (page < 1 || page > 1000 || size < 1 || size > 100) {
      throw new IllegalArgumentException("page must be 1 to 1000 and size 1 to 100, not " + page + " and " + size);
    }
  }

  /** A choice left empty is none. */
  private static Set<String> stated(Set<String> values) {
    return values.stream().filter(value -> !value.isBlank()).collect(Collectors.toUnmodifiableSet());
  }

  /** The first page of 20 for these words, no facet chosen. */
  public static SearchQuery of(String words) {
    return new SearchQuery(words, Set.of(), Set.of(), Set.of(), 1, 20);
  }
}
