package cn.yilu.catalogue.graph;

import cn.yilu.catalogue.Problem;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.jena.query.Query;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.resultset.ResultSetLang;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The SPARQL 1.1 protocol, for queries only. */
@RestController
class SparqlController {
  private static final String QUERY = "application/sparql-query";
  private static final String UPDATE = "application/sparql-update";
  private static final Map<MediaType, Lang> TABLES = tables();

  private final Sparql sparql;

  SparqlController(Sparql sparql) {
    this.sparql = sparql;
  }

  private static Map<MediaType, Lang> tables() {
    Map<MediaType, Lang> tables = new LinkedHashMap<>();
    tables.put(MediaType.parseMediaType("application/sparql-results+json"), ResultSetLang.RS_JSON);
    tables.put(MediaType.APPLICATION_JSON, ResultSetLang.RS_JSON);
    tables.put(MediaType.parseMediaType("application/sparql-results+xml"), ResultSetLang.RS_XML);
    tables.put(MediaType.APPLICATION_XML, ResultSetLang.RS_XML);
    tables.put(MediaType.parseMediaType("text/csv"), ResultSetLang.RS_CSV);
    tables.put(MediaType.parseMediaType("text/tab-separated-values"), ResultSetLang.RS_TSV);
    return tables;
  }

  @GetMapping("/sparql")
  ResponseEntity<byte[]> get(@RequestParam MultiValueMap<String, String> parameters,
      @RequestHeader HttpHeaders headers) {
    return answer(parameters, headers);
  }

  @PostMapping(path = "/sparql", consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
  ResponseEntity<byte[]> form(@RequestParam MultiValueMap<String, String> parameters,
      @RequestHeader HttpHeaders headers) {
    return answer(parameters, headers);
  }

  @PostMapping(path = "/sparql", consumes = QUERY)
  ResponseEntity<byte[]> post(@RequestParam MultiValueMap<String, String> parameters, HttpServletRequest request,
      @RequestHeader HttpHeaders headers) throws IOException {
    fixed(parameters);
    byte[] query = request.getInputStream().readNBytes(4 * SafeQuery.LONGEST + 1);
    return answer(new String(query, StandardCharsets.UTF_8), headers);
  }

  @PostMapping(path = "/sparql", consumes = UPDATE)
  ResponseEntity<byte[]> update() {
    throw new Problem(403, "forbidden", "目录只能查询,不能更新。", "The catalogue can be queried, not updated.");
  }

  private ResponseEntity<byte[]> answer(MultiValueMap<String, String> parameters, HttpHeaders headers) {
    if (parameters.containsKey("update")) {
      return update();
    }
    fixed(parameters);
    List<String> queries = parameters.getOrDefault("query", List.of());
    if (queries.size() != 1) {
      throw new Problem(400, "bad-request", "请给出一个 query 参数。", "Give one parameter named query.");
    }
    return answer(queries.getFirst(), headers);
  }

  private static void fixed(MultiValueMap<String, String> parameters) {
    if (parameters.containsKey("default-graph-uri") || parameters.containsKey("named-graph-uri")) {
      throw new Problem(400, "bad-request", "数据集是固定的,不能指定。", "The dataset is fixed and cannot be given.");
    }
  }

  private ResponseEntity<byte[]> answer(String text, HttpHeaders headers) {
    Query query = SafeQuery.parse(text).query();
    List<MediaType> accept = headers.getAccept();
    if (query.isSelectType() || query.isAskType()) {
      MediaType type = GraphFormat.accepted(accept, List.copyOf(TABLES.keySet()))
          .or(() -> browser(accept, TABLES.keySet().iterator().next())).orElseThrow(SparqlController::unacceptable);
      return answer(type.toString(), sparql.table(query, lang(type)));
    }
    GraphFormat format = GraphFormat.accepted(accept).or(() -> browser(accept, GraphFormat.all().getFirst()))
        .orElseThrow(SparqlController::unacceptable);
    return answer(format.contentType(), sparql.graph(query, format));
  }

  private static Lang lang(MediaType type) {
    return TABLES.getOrDefault(type, ResultSetLang.RS_JSON);
  }

  /** A browser that shows HTML gets the first form we have. */
  private static <T> Optional<T> browser(List<MediaType> accept, T first) {
    return accept.stream().anyMatch(MediaType.TEXT_HTML::isCompatibleWith) ? Optional.of(first) : Optional.empty();
  }

  private static Problem unacceptable() {
    return new Problem(406, "bad-request", "没有这种格式的结果。", "There is no answer in a form you accept.");
  }

  private static ResponseEntity<byte[]> answer(String type, byte[] body) {
    return ResponseEntity.ok().varyBy(HttpHeaders.ACCEPT).contentType(MediaType.parseMediaType(type)).body(body);
  }
}
