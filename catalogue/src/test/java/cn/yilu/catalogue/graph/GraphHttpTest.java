package cn.yilu.catalogue.graph;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.Catalogue;
import cn.yilu.catalogue.dataset.EntryFollower;
import cn.yilu.catalogue.log.Log;
import cn.yilu.catalogue.postgres.Address;
import cn.yilu.catalogue.postgres.TestDatabase;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.jena.graph.Graph;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFParser;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

@SpringBootTest(classes = Catalogue.class, webEnvironment = WebEnvironment.RANDOM_PORT, properties = {
    "yilu.base=https://data.example.cn", "yilu.graph.timeout=1s"})
@DirtiesContext
class GraphHttpTest {
  private static final int DATASETS = 18;
  private static final String COUNT = "SELECT (COUNT(?d) AS ?n) { ?d a <http://www.w3.org/ns/dcat#Dataset> }";
  @TempDir
  static Path data;
  private final HttpClient client = HttpClient.newHttpClient();
  @LocalServerPort
  private int port;
  @Autowired
  private Log log;
  @Autowired
  private EntryFollower graphFollower;
  @Autowired
  private EntryFollower searchFollower;

  @DynamicPropertySource
  static void place(DynamicPropertyRegistry registry) {
    Address database = TestDatabase.freshAddress();
    registry.add("yilu.data", data::toString);
    registry.add("yilu.postgres.url", database::url);
    registry.add("yilu.postgres.user", database::user);
    registry.add("yilu.postgres.password", database::password);
  }

  @BeforeEach
  void followed() throws InterruptedException {
    assertThat(graphFollower.await(DATASETS, Duration.ofSeconds(60))).isTrue();
    assertThat(searchFollower.await(DATASETS, Duration.ofSeconds(60))).isTrue();
  }

  private HttpResponse<String> get(String path, String... headers) throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://localhost:" + port + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    return client.send(request.build(), BodyHandlers.ofString());
  }

  private HttpResponse<String> post(String type, String body, String accept) throws IOException, InterruptedException {
    return client.send(HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/sparql"))
        .headers("Content-Type", type, "Accept", accept).POST(BodyPublishers.ofString(body)).build(),
        BodyHandlers.ofString());
  }

  private static String query(String sparql) {
    return "/sparql?query=" + URLEncoder.encode(sparql, StandardCharsets.UTF_8);
  }

  private static String type(HttpResponse<String> response) {
    return response.headers().firstValue("Content-Type").orElse("");
  }

  private static Graph graph(HttpResponse<String> response, Lang lang) {
    return RDFParser.source(new ByteArrayInputStream(response.body().getBytes(StandardCharsets.UTF_8))).lang(lang)
        .toGraph();
  }

  @Test
  void anEntryIsTheSameGraphInEveryForm() throws Exception {
    Graph turtle = graph(get("/datasets/elder-status", "Accept", "text/turtle"), Lang.TURTLE);

    assertThat(turtle.size()).isGreaterThan(200);
    assertThat(graph(get("/datasets/elder-status.nt"), Lang.NTRIPLES).isIsomorphicWith(turtle)).isTrue();
    assertThat(graph(get("/datasets/elder-status.rdf"), Lang.RDFXML).isIsomorphicWith(turtle)).isTrue();
    assertThat(graph(get("/datasets/elder-status", "Accept", "application/ld+json"), Lang.JSONLD)
        .isIsomorphicWith(turtle)).isTrue();
  }

  @Test
  void theWholeCatalogueNamesEveryDatasetByItsPublicAddress() throws Exception {
    HttpResponse<String> response = get("/catalog.ttl");

    assertThat(type(response)).startsWith("text/turtle");
    assertThat(response.body()).contains("https://data.example.cn/datasets/elder-status", "dcat:Catalog");
    assertThat(get("/catalog", "Accept", "application/rdf+xml").body()).contains("rdf:RDF");
  }

  @ParameterizedTest
  @CsvSource({"'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8', text/html", "*/*, text/html",
      "image/png, text/html", "'text/html,text/turtle;q=0.5', text/html", "'text/html;q=0.5,text/turtle', text/turtle",
      "application/rdf+xml, application/rdf+xml", "'application/n-triples, */*;q=0.1', application/n-triples"})
  void oneAddressIsAPageOrAGraph(String accept, String type) throws Exception {
    HttpResponse<String> response = get("/datasets/elder-status", "Accept", accept);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(type(response)).startsWith(type);
  }

  @Test
  void whatHasNotChangedIsNotSentAgain() throws Exception {
    HttpResponse<String> first = get("/datasets/resident.ttl");
    String tag = first.headers().firstValue("ETag").orElseThrow();

    assertThat(get("/datasets/resident.ttl", "If-None-Match", tag).statusCode()).isEqualTo(304);
    assertThat(first.headers().allValues("Vary")).contains("Accept");
    assertThat(get("/datasets/resident.ttl", "If-None-Match", "no tag at all").statusCode()).isEqualTo(200);
    assertThat(get("/datasets/resident.ttl", "If-None-Match", "\"x\", " + tag).statusCode()).isEqualTo(304);
  }

  @Test
  void textsThatWouldGrowBeyondAllBoundsAreRefused() throws Exception {
    StringBuilder doubling = new StringBuilder("SELECT * { BIND('abcdefgh' AS ?v0) ");
    for (int i = 0; i < 34; i++) {
      doubling.append("BIND(CONCAT(?v").append(i).append(", ?v").append(i).append(") AS ?v").append(i + 1).append(") ");
    }
    String replacing = "SELECT (REPLACE(REPLACE(REPLACE(REPLACE('aaaa','a','" + "a".repeat(99) + "'),'a','"
        + "a".repeat(99)
        + "'),'a','" + "a".repeat(99) + "'),'a','b') AS ?x) {}";
    String own = "SELECT (REPLACE(?a, 'a', ?a) AS ?b) { BIND('aaaa' AS ?a) }";
    String byName = "PREFIX fn: <http://www.w3.org/2005/xpath-functions#> SELECT (fn:concat('a', 'b') AS ?x) {}";

    for (String query : List.of(doubling + "}", replacing, own, byName)) {
      assertThat(get(query(query)).statusCode()).isEqualTo(400);
    }
    assertThat(get(query("SELECT (CONCAT('一', '录', REPLACE('abc', 'b', 'x')) AS ?x) {}"), "Accept", "text/csv").body())
        .contains("一录axc");
  }

  @ParameterizedTest
  @CsvSource({"/datasets/nothing.ttl, 404", "/catalog.ttl?page=9, 404", "/catalog.ttl?page=x, 400", "/sparql, 400",
      "/sparql?query=nonsense, 400", "/sparql?update=CLEAR+ALL, 403",
      "/sparql?query=ASK%7B%7D&default-graph-uri=urn:x, 400"})
  void whatCannotBeAnsweredIsAProblem(String path, int status) throws Exception {
    HttpResponse<String> response = get(path);

    assertThat(response.statusCode()).isEqualTo(status);
    assertThat(type(response)).startsWith("application/problem+json");
  }

  @ParameterizedTest
  @CsvSource({"application/sparql-results+json, application/sparql-results+json",
      "application/sparql-results+xml, application/sparql-results+xml", "text/csv, text/csv",
      "text/tab-separated-values, text/tab-separated-values", "*/*, application/sparql-results+json",
      "'text/html,*/*;q=0.8', application/sparql-results+json"})
  void aTableComesInTheFormThatIsAccepted(String accept, String type) throws Exception {
    HttpResponse<String> response = get(query(COUNT), "Accept", accept);

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(type(response)).startsWith(type);
    assertThat(response.body()).contains(Integer.toString(DATASETS));
  }

  @Test
  void queriesMayBePosted() throws Exception {
    assertThat(post("application/sparql-query", "ASK { ?s ?p \"独居老人\"@zh }", "*/*").body()).contains("true");
    assertThat(post("application/x-www-form-urlencoded", "query=" + URLEncoder.encode(COUNT, StandardCharsets.UTF_8),
        "text/csv").body()).contains(Integer.toString(DATASETS));
  }

  @Test
  void constructAndDescribeAnswerGraphs() throws Exception {
    HttpResponse<String> constructed = post("application/sparql-query",
        "CONSTRUCT { ?d <urn:title> ?t } { ?d a <http://www.w3.org/ns/dcat#Dataset> ; <http://purl.org/dc/terms/title> ?t }",
        "text/turtle");
    HttpResponse<String> described = post("application/sparql-query",
        "DESCRIBE <https://data.example.cn/datasets/resident>", "application/n-triples");

    assertThat(graph(constructed, Lang.TURTLE).size()).isEqualTo(2 * DATASETS);
    assertThat(graph(described, Lang.NTRIPLES).size()).isGreaterThan(20);
  }

  @Test
  void updatesAreForbidden() throws Exception {
    assertThat(post("application/sparql-update", "CLEAR ALL", "*/*").statusCode()).isEqualTo(403);
    assertThat(post("application/x-www-form-urlencoded", "update=CLEAR+ALL", "*/*").statusCode()).isEqualTo(403);
    assertThat(get(query(COUNT), "Accept", "text/csv").body()).contains(Integer.toString(DATASETS));
  }

  @Test
  void aQueryThatTakesTooLongIsAProblemAndNotHalfAnAnswer() throws Exception {
    HttpResponse<String> response = post("application/sparql-query",
        "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }", "*/*");

    assertThat(response.statusCode()).isEqualTo(422);
    assertThat(type(response)).startsWith("application/problem+json");
  }

  @Test
  void anUnacceptableFormIsAProblem() throws Exception {
    assertThat(get(query(COUNT), "Accept", "image/png").statusCode()).isEqualTo(406);
  }

  @Test
  void programsReadAndFindEntriesAsJson() throws Exception {
    assertThat(get("/api/v1/datasets/elder-status").body()).contains("\"livingAlone\"", "\"能力等级\"");
    assertThat(get("/api/v1/datasets?q=" + URLEncoder.encode("养老", StandardCharsets.UTF_8)).body())
        .containsSubsequence("\"hits\"", "\"elder-status\"", "\"facets\"");
    assertThat(get("/api/v1/datasets/nothing").statusCode()).isEqualTo(404);
  }

  @Test
  void projectionsAreHealthyAndBehindNothing() throws Exception {
    assertThat(graphFollower.standing().lag()).isZero();
    assertThat(log.head("entries")).isEqualTo(DATASETS);
    assertThat(get("/actuator/health").statusCode()).isEqualTo(200);
  }
}
