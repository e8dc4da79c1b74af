package cn.yilu.catalogue.search;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.IndexReader;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Terms;
import org.apache.lucene.index.TermsEnum;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.Bits;
import org.apache.lucene.util.BytesRef;

/** Completion of titles and keywords: each is a term from its start and from the start of each of its words. */
final class Suggestions {
  private static final int LOOKED_AT = 300;

  private Suggestions() {}

  static void add(Document document, String text) {
    String folded = Words.fold(text);
    Words.of(text).stream().map(Word::start).distinct()
        .forEach(start -> document.add(new StringField(Fields.SUGGEST,
            folded.substring(start) + Fields.SEPARATOR + (start == 0 ? '0' : '1') + text, Field.Store.NO)));
  }

  /** Texts that begin like this, or have a word that does, the former first; of equal ones the more frequent first. */
  static List<String> of(IndexReader reader, String typed, int most) throws IOException {
    String prefix = Words.fold(typed.strip());
    if (prefix.isEmpty()) {
      return List.of();
    }
    Map<String, Integer> found = new HashMap<>();
    for (LeafReaderContext leaf : reader.leaves()) {
      collect(leaf.reader(), prefix, found);
    }
    return found.entrySet().stream()
        .sorted(Comparator.comparingInt((Map.Entry<String, Integer> each) -> each.getKey().charAt(0))
            .thenComparing(Map.Entry.comparingByValue(Comparator.reverseOrder()))
            .thenComparingInt(each -> each.getKey().length()).thenComparing(Map.Entry.comparingByKey()))
        .map(each -> each.getKey().substring(1)).distinct().limit(most).toList();
  }

  private static void collect(LeafReader leaf, String prefix, Map<String, Integer> found) throws IOException {
    Terms terms = leaf.terms(Fields.SUGGEST);
    if (terms == null) {
      return;
    }
    TermsEnum at = terms.iterator();
    TermsEnum.SeekStatus seek = at.seekCeil(new BytesRef(prefix));
    BytesRef term = seek == TermsEnum.SeekStatus.END ? null : at.term();
    for (int looked = 0; term != null && looked < LOOKED_AT; looked++) {
      String text = term.utf8ToString();
      if (!text.startsWith(prefix)) {
        return;
      }
      if (alive(leaf, at)) {
        found.merge(text.substring(text.indexOf(Fields.SEPARATOR) + 1), at.docFreq(), Integer::sum);
      }
      term = at.next();
    }
  }

  private static boolean alive(LeafReader leaf, TermsEnum term) throws IOException {
    Bits live = leaf.getLiveDocs();
    if (live == null) {
      return true;
    }
    PostingsEnum documents = term.postings(null, PostingsEnum.NONE);
    for (int id = documents.nextDoc(); id != DocIdSetIterator.NO_MORE_DOCS; id = documents.nextDoc()) {
      if (live.get(id)) {
        return true;
      }
    }
    return false;
  }
}
