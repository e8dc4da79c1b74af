package cn.yilu.catalogue.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.yilu.catalogue.Problem;
import cn.yilu.catalogue.dataset.CatalogueEntry;
import cn.yilu.catalogue.dataset.EntriesFixture;
import cn.yilu.catalogue.dataset.EntryFollower;
import cn.yilu.catalogue.dataset.PublicNames;
import cn.yilu.catalogue.log.InMemoryLog;
import cn.yilu.catalogue.reconcile.Drift;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.apache.jena.dboe.base.file.Location;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.riot.RDFParser;
import org.apache.jena.riot.resultset.ResultSetLang;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.system.Txn;
import org.apache.jena.tdb2.DatabaseMgr;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

class GraphStoreTest {
  private static final PublicNames NAMES = new PublicNames(URI.create("https://data.example.cn"));
  private static final String PREFIXES = "PREFIX dcat: <http://www.w3.org/ns/dcat#> PREFIX dct: <http://purl.org/dc/terms/> ";
  @TempDir
  Path place;
  private final InMemoryLog log = new InMemoryLog();
  private final EntriesFixture entries = new EntriesFixture(log);
  private GraphStore store;
  private EntryFollower follower;

  @BeforeEach
  void start() throws InterruptedException {
    entries.refresh();
    store = new GraphStore(place, NAMES);
    follower = new EntryFollower("graph", log, store);
    follower.start();
    caughtUp();
  }

  private void caughtUp() throws InterruptedException {
    assertThat(follower.await(log.head(CatalogueEntry.TOPIC), Duration.ofSeconds(30))).isTrue();
  }

  @AfterEach
  void close() {
    follower.stop();
    store.close();
    entries.close();
    log.close();
  }

  private Sparql sparql(Duration timeout, long largest) {
    return new Sparql(store, new Turns(2), new GraphProperties(timeout, DataSize.ofBytes(largest), 2, 500));
  }

  private String csv(String query) {
    return new String(sparql(Duration.ofSeconds(20), 1 << 20).table(SafeQuery.parse(PREFIXES + query).query(),
        ResultSetLang.RS_CSV), StandardCharsets.UTF_8);
  }

  @Test
  void theDefaultGraphIsAllEntriesTogether() {
    assertThat(csv("SELECT (COUNT(DISTINCT ?d) AS ?n) { ?d a dcat:Dataset }")).isEqualToIgnoringNewLines("n18");
  }

  @Test
  void eachEntryIsAGraphNamedAsItsDataset() {
    assertThat(csv("SELECT DISTINCT ?g { GRAPH ?g { ?d a dcat:Dataset } FILTER(?d = ?g) } ORDER BY ?g").lines().skip(1))
        .hasSize(18).contains("https://data.example.cn/datasets/elder-status");
  }

  @Test
  void whatTheStoreRemembersForItselfIsNotServed() {
    assertThat(csv("SELECT * { ?s <urn:yilu:term:position> ?o }").lines()).hasSize(1);
    assertThatThrownBy(() -> SafeQuery.parse("SELECT * { GRAPH <urn:x-arq:DefaultGraph> { ?s ?p ?o } }"))
        .isInstanceOf(Problem.class);
  }

  @Test
  void aNewVersionReplacesTheGraph() throws InterruptedException {
    entries.sources.add(EntriesFixture.ELDERS);
    entries.refresh();
    caughtUp();

    assertThat(csv("SELECT ?v { ?d dcat:version ?v ; <urn:yilu:term:slug> \"elder-status\" }"))
        .isEqualToIgnoringNewLines("v2");
    assertThat(csv("""
                   SELECT ?name { ?item <http://www.w3.org/ns/csvw#name> "livingAlone" ;
                     <http://www.w3.org/ns/prov#wasDerivedFrom> [ <http://www.w3.org/ns/csvw#name> ?name ] }"""))
        .contains("独居");
  }

  @Test
  void aStoreGoesOnWhereItStood() {
    follower.stop();

    assertThat(store.open(log.identity(), log.head(CatalogueEntry.TOPIC))).isEqualTo(18);
  }

  @Test
  void aStoreOfAnotherBaseOrBeyondTheHeadIsMadeAgain() {
    follower.stop();
    assertThat(store.open(log.identity(), 3)).isZero();
    store.close();

    GraphStore moved = new GraphStore(place, new PublicNames(URI.create("https://elsewhere.example.cn")));
    assertThat(moved.open(log.identity(), 18)).isZero();
    moved.close();
  }

  @Test
  void aGraphThatWasLostIsFoundAndMadeAnew() {
    DatasetGraph raw = DatabaseMgr.connectDatasetGraph(Location.create(place));
    List<Drift> found = new ArrayList<>();
    follower.reconcile(false, found::add);
    Txn.executeWrite(raw,
        () -> raw.removeGraph(NodeFactory.createURI("https://data.example.cn/datasets/resident")));

    follower.reconcile(false, found::add);
    follower.reconcile(true, found::add);
    follower.reconcile(false, found::add);

    assertThat(found).extracting(Drift::drift).containsExactly(0L, 1L, 1L, 0L);
    assertThat(found.get(2).repaired()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ttl", "jsonld", "rdf", "nt"})
  void everyFormatReadsBackAsTheSameGraph(String suffix) {
    GraphFormat format = GraphFormat.ofSuffix(suffix).orElseThrow();
    Graph served = NAMES.of(entries.entry("elder-status").graph());

    byte[] written = GraphAnswer.write(served, format, 1 << 24);

    Graph read = RDFParser.source(new ByteArrayInputStream(written)).lang(format.lang()).toGraph();
    assertThat(read.isIsomorphicWith(NAMES.of(entries.entry("elder-status").graph()))).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"INSERT DATA { <a:a> <a:b> <a:c> }", "SELECT * FROM <a:g> { ?s ?p ?o }",
      "SELECT * { SERVICE <http://localhost/> { ?s ?p ?o } }",
      "SELECT * { ?s ?p ?o FILTER EXISTS { SERVICE <http://localhost/> { ?s ?p ?o } } }", "SELECT * {",
      "SELECT (<http://jena.apache.org/ARQ/function#wait>(1000) AS ?x) {}", "SELECT (<java:a.B>(1) AS ?x) {}",
      "SELECT * { ?s ?p ?o FILTER REGEX(?o, \"(a+)+$\") }", "SELECT * { ?s ?p ?o FILTER REGEX(?o, ?o) }",
      "SELECT (REPLACE(\"aaaaaaaaaaaaaaaaaaaaaaaaaaaa!\", \"(a|a)*b\", \"\") AS ?x) {}"})
  void whatDoesMoreThanReadOurDataIsRefused(String query) {
    assertThatThrownBy(() -> SafeQuery.parse(query)).isInstanceOfSatisfying(Problem.class,
        problem -> assertThat(problem.status()).isEqualTo(400));
  }

  @Test
  void aQueryThatTakesTooLongIsStopped() {
    String endless = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";

    assertThatThrownBy(() -> sparql(Duration.ofMillis(200), 1 << 20).table(SafeQuery.parse(endless).query(),
        ResultSetLang.RS_JSON)).isInstanceOfSatisfying(Problem.class,
            problem -> assertThat(problem.status()).isEqualTo(422));
  }

  @Test
  void anAnswerThatIsTooLargeIsRefusedWhole() {
    assertThatThrownBy(() -> sparql(Duration.ofSeconds(20), 1000)
        .table(SafeQuery.parse("SELECT * { ?s ?p ?o }").query(), ResultSetLang.RS_JSON))
        .isInstanceOfSatisfying(Problem.class, problem -> assertThat(problem.status()).isEqualTo(400));
  }

  @Test
  void aLongCatalogueComesInPages() {
    CatalogueGraph catalogue = new CatalogueGraph(NAMES, 7);

    Graph last = store.reading(open -> catalogue.page(open, catalogue.datasets(open), 3, "ttl"));

    String text = new String(GraphAnswer.write(last, GraphFormat.all().getFirst(), 1 << 24), StandardCharsets.UTF_8);
    assertThat(text).containsPattern("hydra:totalItems +\"?18").contains("catalog.ttl?page=2")
        .doesNotContain("catalog.ttl?page=4");
    assertThat(catalogue.pages(18)).isEqualTo(3);
  }
}
