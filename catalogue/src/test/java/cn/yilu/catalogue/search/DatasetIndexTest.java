package cn.yilu.catalogue.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import cn.yilu.catalogue.dataset.CatalogueEntry;
import cn.yilu.catalogue.dataset.EntriesFixture;
import cn.yilu.catalogue.dataset.EntryFollower;
import cn.yilu.catalogue.dataset.SearchQuery;
import cn.yilu.catalogue.dataset.SearchResult;
import cn.yilu.catalogue.log.Batch;
import cn.yilu.catalogue.log.Entry;
import cn.yilu.catalogue.log.InMemoryLog;
import cn.yilu.catalogue.log.Key;
import cn.yilu.catalogue.reconcile.Drift;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.store.FSDirectory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.util.FileSystemUtils;

class DatasetIndexTest {
  @TempDir
  Path place;
  private final InMemoryLog log = new InMemoryLog();
  private final EntriesFixture entries = new EntriesFixture(log);
  private DatasetIndex index;
  private EntryFollower follower;

  @BeforeEach
  void start() throws InterruptedException {
    entries.refresh();
    follow(log);
  }

  @AfterEach
  void close() {
    follower.stop();
    entries.close();
    log.close();
  }

  private void follow(InMemoryLog followed) throws InterruptedException {
    index = new DatasetIndex(place);
    follower = new EntryFollower("search", followed, index);
    follower.start();
    assertThat(follower.await(followed.head(CatalogueEntry.TOPIC), Duration.ofSeconds(20))).isTrue();
  }

  @ParameterizedTest
  @CsvSource({"养老, elder-status", "独居老人, elder-status", "獨居老人, elder-status", "户籍, household-registration",
      "戶籍, household-registration", "空巢老人, elder-status", "人户分离, household-registration",
      "elders living alone, elder-status", "household registration, household-registration", "高血压, health-summary",
      "物业, property-occupancy", "心率, vital-sign", "房屋, dwelling", "实有人口, resident",
      "vital-sign, vital-sign", "ＨＵＫＯＵ, household-registration"})
  void theDatasetThatIsMeantComesFirst(String words, String first) {
    assertThat(index.find(SearchQuery.of(words)).hits()).extracting(SearchResult.Hit::id).startsWith(first);
  }

  @Test
  void anIndexThatCannotBeWrittenAnyMoreIsOpenedAnew() throws Exception {
    FileSystemUtils.deleteRecursively(place);
    Key gone = log.read(CatalogueEntry.TOPIC, 0, 1).getFirst().entries().getFirst().key();
    Entry delete = new Entry(gone, Entry.Kind.DELETE, "catalogue", Entry.NO_TIME, 0, "", "", List.of(), new byte[0]);
    log.append(new Batch(Map.of(CatalogueEntry.TOPIC, List.of(delete)), List.of())).join();

    assertThat(follower.await(log.head(CatalogueEntry.TOPIC), Duration.ofSeconds(20))).isTrue();

    assertThat(index.find(SearchQuery.of("")).total()).isEqualTo(17);
  }

  @Test
  void withoutWordsEverythingIsFound() {
    SearchResult result = index.find(SearchQuery.of(""));

    assertThat(result.total()).isEqualTo(18);
    assertThat(result.facets()).extracting(SearchResult.Facet::name).containsExactly("theme", "provider", "shareType");
  }

  @Test
  void countsOfAFacetKeepItsAlternatives() {
    SearchResult result = index
        .find(new SearchQuery("", Set.of(), Set.of("civil"), Set.of(), 1, 20));

    assertThat(result.total()).isEqualTo(4);
    assertThat(result.facets().get(1).values()).extracting(value -> value.value().code(), SearchResult.Value::count)
        .containsExactlyInAnyOrder(tuple("civil", 4L), tuple("police", 4L), tuple("property", 3L), tuple("health", 3L),
            tuple("community", 3L), tuple("market", 1L));
    assertThat(result.facets().get(1).values()).filteredOn(SearchResult.Value::chosen)
        .extracting(value -> value.value().label().zh()).containsExactly("淄川区民政局");
    assertThat(result.facets().getFirst().values()).extracting(value -> value.value().code())
        .doesNotContain("base/population");
  }

  @Test
  void valuesOfOneFacetWidenAndFacetsNarrow() {
    assertThat(index.find(new SearchQuery("", Set.of(), Set.of("civil", "health"), Set.of(), 1, 20)).total())
        .isEqualTo(7);
    assertThat(index.find(new SearchQuery("", Set.of("topic/health"), Set.of("civil"), Set.of(), 1, 20)).hits())
        .extracting(SearchResult.Hit::id).containsExactly("vital-sign");
  }

  @Test
  void pagesFollowEachOther() {
    List<String> first = ids(new SearchQuery("", Set.of(), Set.of(), Set.of(), 1, 4));
    List<String> second = ids(new SearchQuery("", Set.of(), Set.of(), Set.of(), 2, 4));

    assertThat(first).hasSize(4).doesNotContainAnyElementsOf(second);
    assertThat(second).hasSize(4);
  }

  private List<String> ids(SearchQuery query) {
    return index.find(query).hits().stream().map(SearchResult.Hit::id).toList();
  }

  @Test
  void theWordsFoundAreMarked() {
    SearchResult.Hit hit = index.find(SearchQuery.of("独居老人")).hits().getFirst();

    assertThat(hit.markedDescription().zh()).contains("用于<mark>独居老人</mark>探访");
  }

  @Test
  void whatOneTypesIsCompleted() {
    assertThat(index.suggest("户", 5)).startsWith("户主").contains("户籍", "户口", "户籍登记信息");
    assertThat(index.suggest("老人", 5)).contains("独居老人", "空巢老人");
    assertThat(index.suggest("elder", 5)).contains("elder care", "Elder status");
    assertThat(index.suggest("zzz", 5)).isEmpty();
  }

  @Test
  void anythingMayBeTyped() {
    for (String typed : List.of("\"", "title:*", "((", "AND OR", "\\", "😀", "的", "a".repeat(5000), "\u0000")) {
      assertThat(index.find(SearchQuery.of(typed)).total()).isNotNegative();
      assertThat(index.suggest(typed, 5)).hasSizeLessThanOrEqualTo(5);
    }
  }

  @Test
  void aNewVersionReplacesTheOldOne() throws InterruptedException {
    entries.sources.add(EntriesFixture.ELDERS);
    entries.refresh();
    assertThat(follower.await(log.head(CatalogueEntry.TOPIC), Duration.ofSeconds(20))).isTrue();

    assertThat(index.find(SearchQuery.of("")).total()).isEqualTo(18);
  }

  @Test
  void anIndexGoesOnWhereItStood() {
    follower.stop();
    DatasetIndex reopened = new DatasetIndex(place);

    long position = reopened.open(log.identity(), log.head(CatalogueEntry.TOPIC));

    assertThat(position).isEqualTo(18);
    assertThat(reopened.find(SearchQuery.of("户籍")).hits()).isNotEmpty();
    reopened.close();
  }

  @Test
  void anIndexOfAnotherLogIsMadeAgain() throws InterruptedException {
    follower.stop();
    try (InMemoryLog other = new InMemoryLog(); EntriesFixture others = new EntriesFixture(other)) {
      others.refresh();
      follow(other);

      assertThat(index.find(SearchQuery.of("")).total()).isEqualTo(18);
    }
  }

  @Test
  void anIndexBeyondTheHeadIsMadeAgain() {
    follower.stop();
    DatasetIndex reopened = new DatasetIndex(place);

    assertThat(reopened.open(log.identity(), 3)).isZero();
    reopened.close();
  }

  @Test
  void anIndexThatLostAnEntryIsFoundAndMadeAnew() throws Exception {
    List<Drift> found = new ArrayList<>();
    follower.reconcile(false, found::add);
    follower.stop();
    try (var directory = FSDirectory.open(place);
        IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig())) {
      Map<String, String> kept = new HashMap<>();
      writer.getLiveCommitData().forEach(entry -> kept.put(entry.getKey(), entry.getValue()));
      writer.deleteDocuments(new Term(Fields.ID, "resident"));
      writer.setLiveCommitData(kept.entrySet());
      writer.commit();
    }
    follow(log);

    follower.reconcile(false, found::add);
    follower.reconcile(true, found::add);
    follower.reconcile(false, found::add);

    assertThat(found).extracting(Drift::drift).containsExactly(0L, 1L, 1L, 0L);
    assertThat(found.get(2).repaired()).isEqualTo(1);
    assertThat(index.find(SearchQuery.of("")).total()).isEqualTo(18);
  }
}
