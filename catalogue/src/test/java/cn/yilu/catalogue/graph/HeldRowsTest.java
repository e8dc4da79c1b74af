package cn.yilu.catalogue.graph;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.yilu.catalogue.Problem;
import cn.yilu.catalogue.dataset.CatalogueEntry;
import cn.yilu.catalogue.dataset.EntriesFixture;
import cn.yilu.catalogue.dataset.EntryFollower;
import cn.yilu.catalogue.dataset.PublicNames;
import cn.yilu.catalogue.log.InMemoryLog;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.jena.riot.resultset.ResultSetLang;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.util.unit.DataSize;

/** Queries over the whole catalogue's cross product with itself, with room for a few thousand rows. */
class HeldRowsTest {
  private static final String CROSS = "?a ?b ?c . ?d ?e ?f";
  @TempDir
  Path place;
  private final InMemoryLog log = new InMemoryLog();
  private final EntriesFixture entries = new EntriesFixture(log);
  private GraphStore store;
  private EntryFollower follower;

  @BeforeEach
  void start() throws InterruptedException {
    entries.refresh();
    store = new GraphStore(place, new PublicNames(URI.create("https://data.example.cn")));
    follower = new EntryFollower("graph", log, store);
    follower.start();
    assertThat(follower.await(log.head(CatalogueEntry.TOPIC), Duration.ofSeconds(30))).isTrue();
  }

  @AfterEach
  void close() {
    follower.stop();
    store.close();
    entries.close();
    log.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT (GROUP_CONCAT(?f) AS ?all) {" + CROSS + "}",
      "SELECT (COUNT(DISTINCT *) AS ?n) {" + CROSS + "}",
      "SELECT ?c ?f (COUNT(*) AS ?n) {" + CROSS + "} GROUP BY ?c ?f",
      "SELECT (COUNT(*) AS ?n) {SELECT DISTINCT ?a ?c ?f {" + CROSS + "}}",
      "SELECT ?a {" + CROSS + "} ORDER BY ?f",
      "SELECT (GROUP_CONCAT(STR(?c)) AS ?all) {?a ?b ?c}",
      "SELECT (COUNT(*) AS ?n) {{SELECT ?a ?f {" + CROSS + "} LIMIT 9999999} {SELECT ?a ?c {" + CROSS
          + "} LIMIT 9999999}}",
      "SELECT (COUNT(*) AS ?n) {?a ?b ?c MINUS {SELECT ?a ?f {" + CROSS + "} LIMIT 9999999}}",
      "ASK {?x ?y ?z FILTER EXISTS {SELECT ?x (COUNT(DISTINCT ?c) AS ?n) {?x ?p ?o . " + CROSS + "} GROUP BY ?x}}"})
  void whatWouldHoldMoreThanThereIsRoomForIsRefused(String query) {
    assertThatThrownBy(() -> csv(query)).isInstanceOf(Problem.class).hasMessageContaining("too many rows in memory");
  }

  @Test
  void aGraphOfLongTextsIsRefused() {
    String query = "CONSTRUCT {?a ?b ?t} {?a ?b ?c BIND(CONCAT(STR(?c), STR(?c), STR(?c), STR(?a), STR(?b), STR(?c)) AS ?t)}";

    assertThatThrownBy(() -> sparql().graph(SafeQuery.parse(query).query(), GraphFormat.all().getFirst()))
        .isInstanceOf(Problem.class).hasMessageContaining("too large");
  }

  @Test
  void whatHoldsLittleIsAnsweredHoweverMuchItLooksAt() {
    assertThat(csv("SELECT (COUNT(*) AS ?n) {SELECT DISTINCT ?b {?a ?b ?c}}").lines()).hasSize(2);
    assertThat(csv("SELECT (COUNT(*) AS ?n) {?a ?b ?c . ?a ?d ?e}").lines()).hasSize(2);
    assertThat(csv("SELECT ?b (COUNT(?c) AS ?n) {?a ?b ?c . ?a ?d ?e} GROUP BY ?b").lines()).hasSizeGreaterThan(3);
    assertThat(csv("SELECT ?a {?a ?b ?c . ?a ?d ?e} ORDER BY ?a LIMIT 3").lines()).hasSize(4);
    assertThat(csv("SELECT ?t (COUNT(*) AS ?n) {?a a ?t} GROUP BY ?t ORDER BY ?t").lines()).hasSizeGreaterThan(3);
    assertThat(csv("SELECT ?a (GROUP_CONCAT(?t; SEPARATOR=', ') AS ?all) {?a a ?t} GROUP BY ?a").lines())
        .hasSizeGreaterThan(3);
  }

  @ParameterizedTest
  @ValueSource(strings = {"SELECT (GROUP_CONCAT(CONCAT(?c, ?c)) AS ?all) {?a ?b ?c}",
      "SELECT (GROUP_CONCAT('a long text') AS ?all) {?a ?b ?c}",
      "SELECT (GROUP_CONCAT(DISTINCT ?c; SEPARATOR='-----------------') AS ?all) {?a ?b ?c}"})
  void textsThatGrowWithEveryRowAreRefused(String query) {
    assertThatThrownBy(() -> SafeQuery.parse(query)).isInstanceOf(Problem.class).hasMessageContaining("GROUP_CONCAT");
  }

  private String csv(String query) {
    return new String(sparql().table(SafeQuery.parse(query).query(), ResultSetLang.RS_CSV), StandardCharsets.UTF_8);
  }

  private Sparql sparql() {
    return new Sparql(store, new Turns(1),
        new GraphProperties(Duration.ofMinutes(1), DataSize.ofMegabytes(1), 1, 500), 1 << 20);
  }
}
