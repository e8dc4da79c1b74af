package cn.yilu.catalogue.dataset;

import java.net.URI;
import java.util.Map;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.graph.Triple;
import org.apache.jena.sparql.graph.GraphFactory;

/**
 * Puts the public base into graphs when they are served. What can be visited gets its address; nodes that were named
 * only for the log become blank again; terms, codes, themes, standards and schemas mean the same everywhere and keep
 * their names.
 */
public final class PublicNames {
  private static final Map<String, String> PLACES = Map.of(Names.DATASET, "/datasets/", Names.ORGANISATION,
      "/organisations/", Names.SOURCE, "/sources/", Names.FEED, "/api/v1/feeds/");
  private static final Map<String, String> PAGES = Map.of(Names.CATALOGUE, "/catalog", Names.CONTRACT, "/openapi.yaml");
  private final String base;

  /** Names below this public address. */
  public PublicNames(URI base) {
    this.base = base.toString().replaceAll("/+$", "");
  }

  /** The public base, without a slash at its end. */
  public String base() {
    return base;
  }

  /** The public name of what has this name in the log. */
  public String of(String name) {
    String page = PAGES.get(name);
    if (page != null) {
      return base + page;
    }
    for (Map.Entry<String, String> place : PLACES.entrySet()) {
      if (name.startsWith(place.getKey())) {
        return base + place.getValue() + name.substring(place.getKey().length());
      }
    }
    return name;
  }

  /** The same graph with public names. */
  public Graph of(Graph logged) {
    Graph served = GraphFactory.createDefaultGraph();
    logged.find()
        .forEach(each -> served.add(Triple.create(of(each.getSubject()), each.getPredicate(), of(each.getObject()))));
    return served;
  }

  private Node of(Node node) {
    if (!node.isURI() || !node.getURI().startsWith("urn:yilu:")) {
      return node;
    }
    String name = node.getURI();
    return name.startsWith(Names.BLANK)
        ? NodeFactory.createBlankNode(name.substring(Names.BLANK.length()))
        : NodeFactory.createURI(of(name));
  }
}
