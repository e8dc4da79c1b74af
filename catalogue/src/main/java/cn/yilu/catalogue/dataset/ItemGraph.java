package cn.yilu.catalogue.dataset;

import cn.yilu.schemas.SharedField;
import cn.yilu.schemas.code.CodeLists;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.XSD;

/** Describes the data items of a dataset as columns in the vocabulary of CSV on the Web, with their governance. */
final class ItemGraph {
  private final Concepts concepts;

  ItemGraph(Concepts concepts) {
    this.concepts = concepts;
  }

  void describe(Resource dataset, EntryFacts facts) {
    String id = facts.schema().dataset();
    List<Resource> columns = new ArrayList<>();
    for (SharedField field : facts.schema().fields()) {
      Resource column = column(dataset.getModel(), id, field, facts);
      origins(column, field.name(), facts.feedings());
      columns.add(column);
    }
    Resource table = dataset.getModel().createResource(dataset.getURI() + "#items")
        .addProperty(RDF.type, Terms.SCHEMA).addProperty(Terms.COLUMN, concepts.list(id, "items", columns));
    dataset.addProperty(Terms.TABLE_SCHEMA, table);
  }

  private Resource column(Model model, String dataset, SharedField field, EntryFacts facts) {
    Resource column = model.createResource(Names.item(dataset, field.name()))
        .addProperty(RDF.type, Terms.COLUMN_CLASS).addProperty(Terms.NAME, field.name())
        .addProperty(Terms.DATATYPE, type(field.type()))
        .addLiteral(Terms.IDENTIFIES, field.identifies()).addLiteral(Terms.AREA, field.area())
        .addProperty(Terms.GRADE, Concepts.number(field.grade()))
        .addProperty(Terms.MASK, concepts.code("mask", field.mask().word()))
        .addProperty(Terms.SHARE_TYPE,
            concepts.code("share-type", Integer.toString(field.shareType().code())))
        .addProperty(Terms.DEPARTMENTS, concepts.list(dataset, field.name(),
            field.departments().stream().map(facts.departments()).map(concepts::department).toList()));
    Concepts.text(column, Terms.TITLE, field.title());
    field.reference().ifPresent(kind -> column.addProperty(Terms.REFERENCE, kind));
    field.standard().ifPresent(titles -> standards(column, titles));
    field.codeList().map(CodeLists::of).map(concepts::scheme)
        .ifPresent(scheme -> column.addProperty(Terms.CODE_LIST, scheme));
    return column;
  }

  private static void standards(Resource column, String titles) {
    for (String title : titles.split(", *")) {
      column.addProperty(DCTerms.conformsTo, column.getModel().createResource(Names.standard(title))
          .addProperty(RDF.type, DCTerms.Standard).addProperty(DCTerms.title, title));
    }
  }

  private static void origins(Resource column, String field, List<EntryFacts.Feeding> feedings) {
    Model model = column.getModel();
    for (EntryFacts.Feeding feeding : feedings) {
      String source = feeding.source().id();
      for (String name : feeding.columns().getOrDefault(field, List.of())) {
        column.addProperty(Terms.WAS_DERIVED_FROM, model.createResource(Names.column(source, name))
            .addProperty(RDF.type, Terms.ENTITY).addProperty(Terms.NAME, name)
            .addProperty(DCTerms.isPartOf, model.createResource(Names.SOURCE + source)));
      }
    }
  }

  private static Resource type(Schema type) {
    return switch (type.getType()) {
      case BOOLEAN -> XSD.xboolean;
      case DOUBLE, FLOAT -> XSD.xdouble;
      case INT -> type.getLogicalType() instanceof LogicalTypes.Date ? XSD.date : XSD.xint;
      case LONG -> type.getLogicalType() == null ? XSD.xlong : XSD.dateTime;
      case STRING -> XSD.xstring;
      case BYTES -> XSD.base64Binary;
      case RECORD, ENUM, ARRAY, MAP, UNION, FIXED, NULL ->
        throw new IllegalArgumentException("a shared field cannot be a " + type.getType());
    };
  }
}
