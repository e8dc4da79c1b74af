package cn.yilu.catalogue.search;

import cn.yilu.catalogue.dataset.Coded;
import cn.yilu.catalogue.dataset.SearchQuery;
import cn.yilu.catalogue.dataset.SearchResult;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.facet.DrillDownQuery;
import org.apache.lucene.facet.DrillSideways;
import org.apache.lucene.facet.DrillSideways.DrillSidewaysResult;
import org.apache.lucene.facet.FacetResult;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.facet.LabelAndValue;
import org.apache.lucene.facet.sortedset.DefaultSortedSetDocValuesReaderState;
import org.apache.lucene.facet.sortedset.SortedSetDocValuesReaderState;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.TopDocs;

/** One search: the hits of a page, and for each facet the counts that the other facets leave. */
final class FacetedSearch {
  private static final int MOST_VALUES = 50;

  private final IndexSearcher searcher;
  private final FacetsConfig config;
  private final SearchQuery query;

  FacetedSearch(IndexSearcher searcher, FacetsConfig config, SearchQuery query) {
    this.searcher = searcher;
    this.config = config;
    this.query = query;
  }

  SearchResult result() throws IOException {
    if (searcher.getIndexReader().numDocs() == 0) {
      return new SearchResult(0, List.of(), Fields.FACETS.stream()
          .map(name -> new SearchResult.Facet(name, List.of())).toList());
    }
    WordQueries words = new WordQueries(query);
    Query strict = words.strict();
    DrillDownQuery drill = drillDown(searcher.count(strict) > 0 ? strict : words.loose());
    SortedSetDocValuesReaderState state = new DefaultSortedSetDocValuesReaderState(searcher.getIndexReader(), config);
    DrillSidewaysResult found = new DrillSideways(searcher, config, state).search(drill, query.page() * query.size());
    return new SearchResult(searcher.count(drill), hits(found.hits, new Marks(words.terms())), facets(found));
  }

  private DrillDownQuery drillDown(Query words) {
    DrillDownQuery drill = new DrillDownQuery(config, words);
    Fields.FACETS.forEach(facet -> chosen(facet).stream().sorted().forEach(value -> drill.add(facet, value)));
    return drill;
  }

  private Set<String> chosen(String facet) {
    return switch (facet) {
      case Fields.THEME -> query.themes();
      case Fields.PROVIDER -> query.providers();
      case Fields.SHARE_TYPE -> query.shareTypes();
      default -> throw new IllegalArgumentException("no facet " + facet);
    };
  }

  private List<SearchResult.Hit> hits(TopDocs found, Marks marks) throws IOException {
    List<SearchResult.Hit> hits = new ArrayList<>();
    ScoreDoc[] docs = found.scoreDocs;
    for (int i = (query.page() - 1) * query.size(); i < docs.length; i++) {
      hits.add(Fields.hit(searcher.storedFields().document(docs[i].doc), marks));
    }
    return hits;
  }

  private List<SearchResult.Facet> facets(DrillSidewaysResult found) throws IOException {
    List<SearchResult.Facet> facets = new ArrayList<>();
    for (String name : Fields.FACETS) {
      List<SearchResult.Value> values = new ArrayList<>();
      FacetResult counted = found.facets.getTopChildren(MOST_VALUES, name);
      for (LabelAndValue each : counted == null ? new LabelAndValue[0] : counted.labelValues) {
        values.add(new SearchResult.Value(labelled(name, each.label), each.value.longValue(),
            chosen(name).contains(each.label)));
      }
      facets.add(new SearchResult.Facet(name, values));
    }
    return facets;
  }

  /** The label of a facet's value, as some document that has the value says it. */
  private Coded labelled(String facet, String code) throws IOException {
    ScoreDoc[] any = searcher.search(exactly(facet, code), 1).scoreDocs;
    Document document = searcher.storedFields().document(any[0].doc);
    return Fields.coded(document, facet).stream().filter(each -> each.code().equals(code)).findFirst().orElseThrow();
  }

  private Query exactly(String facet, String code) {
    DrillDownQuery one = new DrillDownQuery(config);
    one.add(facet, code);
    return one;
  }
}
