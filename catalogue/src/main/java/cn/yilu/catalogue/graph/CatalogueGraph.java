package cn.yilu.catalogue.graph;

import cn.yilu.catalogue.dataset.Names;
import cn.yilu.catalogue.dataset.PublicNames;
import java.util.ArrayList;
import java.util.List;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.graph.Graph;
import org.apache.jena.graph.GraphUtil;
import org.apache.jena.graph.Node;
import org.apache.jena.graph.NodeFactory;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.rdf.model.Property;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.rdf.model.ResourceFactory;
import org.apache.jena.sparql.core.DatasetGraph;
import org.apache.jena.sparql.vocabulary.FOAF;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;

/** The whole catalogue as one DCAT graph, in pages with Hydra controls where it is long. */
final class CatalogueGraph {
  static final String HYDRA = "http://www.w3.org/ns/hydra/core#";

  private final PublicNames names;
  private final int size;

  CatalogueGraph(PublicNames names, int size) {
    this.names = names;
    this.size = size;
  }

  /** How many pages there are; an empty catalogue has one. */
  int pages(int entries) {
    return Math.max(1, (entries + size - 1) / size);
  }

  /** Names of the datasets in order. */
  List<Node> datasets(DatasetGraph store) {
    List<Node> datasets = new ArrayList<>();
    store.find(Node.ANY, NodeFactory.createURI(names.of(Names.CATALOGUE)), DCAT.dataset.asNode(), Node.ANY)
        .forEachRemaining(quad -> datasets.add(quad.getObject()));
    return datasets.stream().distinct().sorted((one, other) -> one.getURI().compareTo(other.getURI())).toList();
  }

  /** A page, counted from 1: the catalogue, and everything about the datasets of this page. */
  Graph page(DatasetGraph store, List<Node> datasets, int page, String suffix) {
    Model model = ModelFactory.createDefaultModel();
    for (Node dataset : datasets.subList((page - 1) * size, Math.min(page * size, datasets.size()))) {
      GraphUtil.addInto(model.getGraph(), store.getGraph(dataset));
    }
    Resource catalogue = describe(model);
    if (datasets.size() > size) {
      controls(catalogue, datasets.size(), page, suffix);
    }
    return model.getGraph();
  }

  private Resource describe(Model model) {
    Resource catalogue = model.createResource(names.of(Names.CATALOGUE)).addProperty(RDF.type, DCAT.Catalog)
        .addProperty(DCTerms.title, "一录数据目录", "zh").addProperty(DCTerms.title, "Yilu data catalogue", "en")
        .addProperty(DCTerms.description, "一次录入、多方共享的政务数据目录。", "zh")
        .addProperty(DCTerms.description, "Datasets that are entered once and shared with everyone who may see them.",
            "en")
        .addProperty(FOAF.homepage, model.createResource(names.base() + "/"))
        .addProperty(DCTerms.language, language(model, "ZHO")).addProperty(DCTerms.language, language(model, "ENG"));
    Resource query = model.createResource(names.base() + "/sparql");
    catalogue.addProperty(DCAT.service, query);
    query.addProperty(RDF.type, DCAT.DataService).addProperty(DCTerms.title, "目录查询服务(SPARQL)", "zh")
        .addProperty(DCTerms.title, "SPARQL service of the catalogue", "en").addProperty(DCAT.endpointURL, query)
        .addProperty(DCTerms.conformsTo, model.createResource("https://www.w3.org/TR/sparql11-protocol/"));
    return catalogue;
  }

  private static Resource language(Model model, String code) {
    return model.createResource("http://publications.europa.eu/resource/authority/language/" + code);
  }

  private void controls(Resource catalogue, int entries, int page, String suffix) {
    Model model = catalogue.getModel();
    Resource view = address(model, page, suffix)
        .addProperty(RDF.type, model.createResource(HYDRA + "PartialCollectionView"))
        .addProperty(hydra("first"), address(model, 1, suffix))
        .addProperty(hydra("last"), address(model, pages(entries), suffix));
    if (page > 1) {
      view.addProperty(hydra("previous"), address(model, page - 1, suffix));
    }
    if (page < pages(entries)) {
      view.addProperty(hydra("next"), address(model, page + 1, suffix));
    }
    catalogue.addProperty(RDF.type, model.createResource(HYDRA + "Collection"))
        .addProperty(hydra("totalItems"),
            ResourceFactory.createTypedLiteral(Integer.toString(entries), XSDDatatype.XSDinteger))
        .addProperty(hydra("view"), view);
  }

  private Resource address(Model model, int page, String suffix) {
    return model.createResource(names.base() + "/catalog." + suffix + "?page=" + page);
  }

  private static Property hydra(String name) {
    return ResourceFactory.createProperty(HYDRA, name);
  }
}
