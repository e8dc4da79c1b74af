package cn.yilu.catalogue.search;

import cn.yilu.catalogue.Problem;
import cn.yilu.catalogue.dataset.CatalogueEntry;
import cn.yilu.catalogue.dataset.DatasetFinder;
import cn.yilu.catalogue.dataset.EntryProjection;
import cn.yilu.catalogue.dataset.SearchQuery;
import cn.yilu.catalogue.dataset.SearchResult;
import cn.yilu.catalogue.log.Block;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.log.Log;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.lucene.document.Document;
import org.apache.lucene.facet.FacetsConfig;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.FSDirectory;
import org.apache.lucene.util.IOUtils;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The search index: one document for each entry, its position in the log kept in every commit. */
final class DatasetIndex implements DatasetFinder, EntryProjection {
  private static final Logger LOG = LoggerFactory.getLogger(DatasetIndex.class);
  private static final String POSITION = "position";
  private static final String BELONGS = "belongs";

  private final Path place;
  private final FacetsConfig facets = Fields.facets();
  private String belongs = "";
  private volatile @Nullable Opened opened;

  DatasetIndex(Path place) {
    this.place = place;
  }

  private record Opened(FSDirectory directory, IndexWriter writer, SearcherManager searchers) {}

  @Override
  public long open(Log.Identity log, long head) {
    belongs = log.id() + "/" + log.generation() + "/" + Words.VERSION;
    Thread.ofPlatform().name("search-words").daemon().start(Words::warm);
    close();
    try {
      Files.createDirectories(place);
      FSDirectory directory = FSDirectory.open(place);
      long position = position(directory, head);
      IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(new WordsAnalyzer())
          .setOpenMode(position > 0 ? OpenMode.APPEND : OpenMode.CREATE).setRAMBufferSizeMB(16));
      opened = new Opened(directory, writer, new SearcherManager(writer, null));
      return position;
    } catch (IOException e) {
      throw new UncheckedIOException("search index cannot be opened", e);
    }
  }

  /** Where the index stands; 0 when it is to be made anew. What cannot be read is made anew as well. */
  private long position(FSDirectory directory, long head) {
    try {
      if (!DirectoryReader.indexExists(directory)) {
        return 0;
      }
      try (DirectoryReader reader = DirectoryReader.open(directory)) {
        Map<String, String> kept = reader.getIndexCommit().getUserData();
        long position = Long.parseLong(kept.getOrDefault(POSITION, "0"));
        return belongs.equals(kept.get(BELONGS)) && position <= head ? position : 0;
      }
    } catch (IOException | IllegalArgumentException e) {
      LOG.atWarn().setMessage("search index cannot be read and is made again").setCause(e).log();
      return 0;
    }
  }

  @Override
  public void apply(Block block) {
    Opened index = opened();
    try {
      for (Entry logged : block.entries()) {
        Term key = new Term(Fields.KEY, logged.key().toString());
        if (logged.kind() == Entry.Kind.DELETE) {
          index.writer.deleteDocuments(key);
        } else {
          index.writer.updateDocument(key, facets.build(Fields.document(logged.key(),
              CatalogueEntry.decode(logged.payload()).view())));
        }
      }
      Map<String, String> kept = new LinkedHashMap<>();
      kept.put(POSITION, Long.toString(block.last()));
      kept.put(BELONGS, belongs);
      index.writer.setLiveCommitData(kept.entrySet());
      index.writer.commit();
      index.searchers.maybeRefreshBlocking();
    } catch (IOException e) {
      throw new UncheckedIOException("search index cannot be written", e);
    }
  }

  /** {@inheritDoc} Compared is what a document shows; what is only searched is made from the same entry. */
  @Override
  public long differing(Map<Key, CatalogueEntry> entries) {
    return searching(searcher -> {
      long different = 0;
      int found = 0;
      for (Map.Entry<Key, CatalogueEntry> entry : entries.entrySet()) {
        TopDocs held = searcher.search(new TermQuery(new Term(Fields.KEY, entry.getKey().toString())), 2);
        found += held.scoreDocs.length;
        different += held.scoreDocs.length == 1
            && shown(searcher.storedFields().document(held.scoreDocs[0].doc))
                .equals(shown(Fields.document(entry.getKey(), entry.getValue().view()))) ? 0 : 1;
      }
      return different + Math.max(0, searcher.getIndexReader().numDocs() - found);
    });
  }

  private static List<String> shown(Document document) {
    return document.getFields().stream().filter(field -> field.fieldType().stored())
        .map(field -> field.name() + '=' + field.stringValue()).sorted().toList();
  }

  @Override
  public SearchResult find(SearchQuery query) {
    return searching(searcher -> new FacetedSearch(searcher, facets, query).result());
  }

  @Override
  public List<String> suggest(String typed, int most) {
    return searching(searcher -> Suggestions.of(searcher.getIndexReader(), typed, most));
  }

  private <T> T searching(Search<T> search) {
    SearcherManager searchers = opened().searchers;
    try {
      IndexSearcher searcher = searchers.acquire();
      try {
        return search.in(searcher);
      } finally {
        searchers.release(searcher);
      }
    } catch (AlreadyClosedException e) {
      throw away();
    } catch (IOException e) {
      throw new UncheckedIOException("search index cannot be read", e);
    }
  }

  private Opened opened() {
    Opened index = opened;
    if (index == null) {
      throw away();
    }
    return index;
  }

  private static Problem away() {
    return new Problem(503, "unavailable", "检索正在准备,请稍后再试。", "Search is getting ready, try again soon.");
  }

  @Override
  public void close() {
    Opened index = opened;
    opened = null;
    if (index != null) {
      try {
        IOUtils.close(index.searchers, index.writer::rollback, index.directory);
      } catch (IOException e) {
        throw new UncheckedIOException("search index cannot be closed", e);
      }
    }
  }

  private interface Search<T> {
    T in(IndexSearcher searcher) throws IOException;
  }
}
