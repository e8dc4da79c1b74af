package cn.yilu.catalogue.dataset;

import cn.yilu.schemas.Text;
import cn.yilu.schemas.code.Code;
import cn.yilu.schemas.code.CodeList;
import cn.yilu.schemas.code.CodeLists;
import java.util.List;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.rdf.model.Literal;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.Property;
import org.apache.jena.rdf.model.RDFNode;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.rdf.model.ResourceFactory;
import org.apache.jena.sparql.vocabulary.FOAF;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.SKOS;

/** Describes codes and departments within a graph, so that it can be read without asking anywhere else. */
final class Concepts {
  private final Model model;

  Concepts(Model model) {
    this.model = model;
  }

  /** A code of a list; both must be there. */
  Resource code(String list, String code) {
    CodeList codes = CodeLists.of(list);
    return concept(codes, codes.entry(code)
        .orElseThrow(() -> new IllegalArgumentException("code list " + list + " has no code " + code)));
  }

  /** A whole code list with its codes. */
  Resource scheme(CodeList list) {
    Resource scheme = model.createResource(Names.CODE + list.name()).addProperty(RDF.type, SKOS.ConceptScheme)
        .addProperty(DCTerms.identifier, list.name()).addProperty(DCTerms.source, list.source());
    text(scheme, DCTerms.title, list.title());
    list.codes().forEach(each -> concept(list, each));
    return scheme;
  }

  private Resource concept(CodeList list, Code code) {
    Resource concept = model.createResource(Names.code(list.name(), code.code())).addProperty(RDF.type, SKOS.Concept)
        .addProperty(SKOS.inScheme, model.createResource(Names.CODE + list.name()))
        .addProperty(SKOS.notation, code.code());
    text(concept, SKOS.prefLabel, code.label());
    String same = code.more().get("same");
    return same == null ? concept : concept.addProperty(SKOS.exactMatch, model.createResource(same));
  }

  Resource department(Department department) {
    Resource agent = model.createResource(Names.ORGANISATION + department.id()).addProperty(RDF.type, FOAF.Agent)
        .addProperty(RDF.type, FOAF.Organization);
    text(agent, FOAF.name, department.name());
    department.uscc().ifPresent(uscc -> agent.addProperty(DCTerms.identifier, uscc));
    return agent;
  }

  /** A list whose cells have names that stay the same as long as their places do. */
  Resource list(String dataset, String place, List<? extends RDFNode> members) {
    Resource rest = RDF.nil.inModel(model);
    for (int i = members.size() - 1; i >= 0; i--) {
      rest = model.createResource(Names.blank(dataset, place + "-" + i)).addProperty(RDF.first, members.get(i))
          .addProperty(RDF.rest, rest);
    }
    return rest;
  }

  static Literal number(int value) {
    return ResourceFactory.createTypedLiteral(Integer.toString(value), XSDDatatype.XSDinteger);
  }

  static void text(Resource of, Property property, Text text) {
    of.addProperty(property, text.zh(), "zh").addProperty(property, text.en(), "en");
  }
}
