package cn.yilu.catalogue.search;

import cn.yilu.catalogue.dataset.SearchQuery;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.ConstantScoreQuery;
import org.apache.lucene.search.DisjunctionMaxQuery;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.TermQuery;

/** Makes queries of what people type. */
final class WordQueries {
  private static final float TIES = 0.2f;
  private static final float WHOLE_WORD = 3f;
  private static final float EXACT_CODE = 100f;

  private final String typed;
  private final List<Word> words;

  WordQueries(SearchQuery query) {
    this.typed = query.words().strip();
    this.words = Words.of(typed);
  }

  /** The terms that were looked for. */
  Set<String> terms() {
    Set<String> terms = new LinkedHashSet<>();
    words.forEach(word -> terms.add(word.term()));
    return terms;
  }

  /** Documents with all of the words, each as a whole or with all of the words within it. */
  Query strict() {
    return typed.isEmpty() ? MatchAllDocsQuery.INSTANCE : orCode(all(Occur.MUST));
  }

  /** Documents with any of the words. */
  Query loose() {
    return orCode(all(Occur.SHOULD));
  }

  private Query orCode(Query query) {
    return new BooleanQuery.Builder().add(query, Occur.SHOULD)
        .add(
            new BoostQuery(new ConstantScoreQuery(new TermQuery(new Term(Fields.CODE, typed.toLowerCase(Locale.ROOT)))),
                EXACT_CODE),
            Occur.SHOULD)
        .build();
  }

  private Query all(Occur occur) {
    BooleanQuery.Builder query = new BooleanQuery.Builder();
    for (int i = 0; i < words.size();) {
      int next = i + 1;
      while (next < words.size() && words.get(next).part()) {
        next++;
      }
      query.add(word(words.get(i), words.subList(i + 1, next), occur), occur);
      i = next;
    }
    return query.build();
  }

  private static Query word(Word whole, List<Word> parts, Occur occur) {
    if (parts.isEmpty()) {
      return anywhere(whole);
    }
    BooleanQuery.Builder within = new BooleanQuery.Builder();
    parts.forEach(part -> within.add(anywhere(part), occur));
    return new BooleanQuery.Builder().add(new BoostQuery(anywhere(whole), WHOLE_WORD), Occur.SHOULD)
        .add(within.build(), Occur.SHOULD).build();
  }

  private static Query anywhere(Word word) {
    List<Query> fields = new ArrayList<>();
    Fields.WEIGHTS
        .forEach((field, weight) -> fields.add(new BoostQuery(new TermQuery(new Term(field, word.term())), weight)));
    return new DisjunctionMaxQuery(fields, TIES);
  }
}
