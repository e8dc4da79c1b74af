package cn.yilu.catalogue.graph;

import cn.yilu.catalogue.Problem;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphUtil;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.sparql.graph.GraphFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Catalogue and entries as RDF, by suffix or by {@code Accept}. The same addresses are pages for browsers. */
@RestController
class GraphController {
  private static final String ID = "{id:[a-z0-9-]{1,64}}";
  private static final String SUFFIX = ".{suffix:ttl|jsonld|rdf|nt}";

  private static final Node VERSION = NodeFactory.createURI("http://www.w3.org/ns/dcat#version");

  private final GraphStore store;
  private final CatalogueGraph catalogue;
  private final Turns turns;
  private final long largest;

  GraphController(GraphStore store, CatalogueGraph catalogue, Turns turns, GraphProperties properties) {
    this.store = store;
    this.catalogue = catalogue;
    this.turns = turns;
    this.largest = properties.largest().toBytes() * 8;
  }

  @GetMapping("/datasets/" + ID + SUFFIX)
  ResponseEntity<byte[]> dataset(@PathVariable String id, @PathVariable String suffix,
      @RequestHeader HttpHeaders headers) {
    return dataset(id, GraphFormat.ofSuffix(suffix).orElseThrow(), headers);
  }

  @GetMapping(path = "/datasets/" + ID, produces = {GraphFormat.TURTLE, GraphFormat.JSON_LD, GraphFormat.RDF_XML,
      GraphFormat.N_TRIPLES})
  ResponseEntity<byte[]> datasetByAccept(@PathVariable String id, @RequestHeader HttpHeaders headers) {
    return dataset(id, liked(headers), headers);
  }

  @GetMapping("/catalog" + SUFFIX)
  ResponseEntity<byte[]> catalogue(@PathVariable String suffix, @RequestParam(defaultValue = "1") int page,
      @RequestHeader HttpHeaders headers) {
    return catalogue(GraphFormat.ofSuffix(suffix).orElseThrow(), page, headers);
  }

  @GetMapping("/catalog")
  ResponseEntity<byte[]> catalogueByAccept(@RequestParam(defaultValue = "1") int page,
      @RequestHeader HttpHeaders headers) {
    return catalogue(liked(headers), page, headers);
  }

  private static GraphFormat liked(HttpHeaders headers) {
    return GraphFormat.accepted(headers.getAccept()).orElse(GraphFormat.all().getFirst());
  }

  private ResponseEntity<byte[]> dataset(String id, GraphFormat format, HttpHeaders headers) {
    return turns.take(() -> {
      Stated stated = store.reading(open -> store.dataset(open, id)
          .map(graph -> new Stated(GraphStore.owner(open) + " " + id + " " + version(graph), copy(graph))))
          .orElseThrow(() -> new Problem(404, "unknown-dataset", "没有这个数据集。", "There is no such dataset."));
      return answer(etag(stated.state(), format), headers, format, stated.graph());
    });
  }

  /** A graph with what tells its states apart. */
  private record Stated(String state, Graph graph) {}

  private static String version(Graph graph) {
    return graph.stream(Node.ANY, VERSION, Node.ANY).map(triple -> triple.getObject().getLiteralLexicalForm()).sorted()
        .collect(Collectors.joining(" "));
  }

  /** Weak, as equal graphs may be written in another order. */
  private static String etag(String state, GraphFormat format) {
    byte[] all = (state + " " + format.suffix()).getBytes(StandardCharsets.UTF_8);
    return "W/\"" + UUID.nameUUIDFromBytes(all) + "\"";
  }

  private ResponseEntity<byte[]> catalogue(GraphFormat format, int page, HttpHeaders headers) {
    return turns.take(() -> store.reading(open -> {
      String etag = etag(GraphStore.state(open) + " " + page, format);
      List<Node> datasets = catalogue.datasets(open);
      if (page < 1 || page > catalogue.pages(datasets.size())) {
        throw new Problem(404, "bad-request", "没有这一页。", "There is no such page.");
      }
      return answer(etag, headers, format, catalogue.page(open, datasets, page, format.suffix()));
    }));
  }

  private ResponseEntity<byte[]> answer(String etag, HttpHeaders headers, GraphFormat format, Graph graph) {
    if (holds(headers, etag)) {
      return ResponseEntity.status(HttpStatus.NOT_MODIFIED).eTag(etag).varyBy(HttpHeaders.ACCEPT).build();
    }
    return ResponseEntity.ok().eTag(etag).varyBy(HttpHeaders.ACCEPT)
        .contentType(MediaType.parseMediaType(format.contentType())).body(GraphAnswer.write(graph, format, largest));
  }

  /** Whether the caller has it already. What is no list of tags names none. */
  private static boolean holds(HttpHeaders headers, String etag) {
    return headers.getOrEmpty(HttpHeaders.IF_NONE_MATCH).stream().flatMap(tags -> Stream.of(tags.split(",")))
        .map(String::strip).anyMatch(tag -> tag.equals(etag) || tag.equals("*"));
  }

  private static Graph copy(Graph stored) {
    Graph copy = GraphFactory.createDefaultGraph();
    GraphUtil.addInto(copy, stored);
    return copy;
  }
}
