package cn.yilu.catalogue.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFFormat;
import org.springframework.http.MediaType;
import org.springframework.util.MimeTypeUtils;

/** A form in which graphs are served. */
record GraphFormat(String suffix, MediaType type, Lang lang, RDFFormat writer) {
  static final String TURTLE = "text/turtle";
  static final String JSON_LD = "application/ld+json";
  static final String RDF_XML = "application/rdf+xml";
  static final String N_TRIPLES = "application/n-triples";

  private static final List<GraphFormat> ALL = List.of(
      new GraphFormat("ttl", MediaType.parseMediaType(TURTLE), Lang.TURTLE, RDFFormat.TURTLE_PRETTY),
      new GraphFormat("jsonld", MediaType.parseMediaType(JSON_LD), Lang.JSONLD, RDFFormat.JSONLD_PRETTY),
      new GraphFormat("rdf", MediaType.parseMediaType(RDF_XML), Lang.RDFXML, RDFFormat.RDFXML_PLAIN),
      new GraphFormat("nt", MediaType.parseMediaType(N_TRIPLES), Lang.NTRIPLES, RDFFormat.NTRIPLES_UTF8));

  static List<GraphFormat> all() {
    return ALL;
  }

  static Optional<GraphFormat> ofSuffix(String suffix) {
    return ALL.stream().filter(format -> format.suffix.equals(suffix)).findFirst();
  }

  /** The format a reader likes best; Turtle when any will do. */
  static Optional<GraphFormat> accepted(List<MediaType> accept) {
    return accepted(accept, ALL.stream().map(GraphFormat::type).toList())
        .flatMap(type -> ALL.stream().filter(format -> format.type.equals(type)).findFirst());
  }

  /** The first of the offered types that a reader likes best. */
  static Optional<MediaType> accepted(List<MediaType> accept, List<MediaType> offered) {
    List<MediaType> liked = new ArrayList<>(accept.isEmpty() ? List.of(MediaType.ALL) : accept);
    liked.removeIf(type -> type.getQualityValue() == 0);
    MimeTypeUtils.sortBySpecificity(liked);
    liked.sort((one, other) -> Double.compare(other.getQualityValue(), one.getQualityValue()));
    return liked.stream().flatMap(like -> offered.stream().filter(like::includes)).findFirst();
  }

  /** The type with its character set where the type has one. */
  String contentType() {
    return suffix.equals("ttl") ? TURTLE + ";charset=utf-8" : type.toString();
  }
}
