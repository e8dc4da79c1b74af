package cn.yilu.catalogue.graph;

import org.apache.jena.graph.Graph;
import org.apache.jena.riot.RDFWriter;
import org.apache.jena.shared.PrefixMapping;

/** Writes graphs with the prefixes that readers of catalogues know. */
final class GraphAnswer {
  private static final PrefixMapping PREFIXES = PrefixMapping.Factory.create()
      .setNsPrefix("dcat", "http://www.w3.org/ns/dcat#")
      .setNsPrefix("dct", "http://purl.org/dc/terms/").setNsPrefix("foaf", "http://xmlns.com/foaf/0.1/")
      .setNsPrefix("skos", "http://www.w3.org/2004/02/skos/core#").setNsPrefix("prov", "http://www.w3.org/ns/prov#")
      .setNsPrefix("csvw", "http://www.w3.org/ns/csvw#").setNsPrefix("xsd", "http://www.w3.org/2001/XMLSchema#")
      .setNsPrefix("rdfs", "http://www.w3.org/2000/01/rdf-schema#").setNsPrefix("hydra", CatalogueGraph.HYDRA)
      .setNsPrefix("yilu", "urn:yilu:term:").lock();

  private GraphAnswer() {}

  static byte[] write(Graph graph, GraphFormat format, long most) {
    graph.getPrefixMapping().setNsPrefixes(PREFIXES);
    BoundedBytes out = new BoundedBytes(most);
    RDFWriter.source(graph).format(format.writer()).output(out);
    return out.toByteArray();
  }
}
