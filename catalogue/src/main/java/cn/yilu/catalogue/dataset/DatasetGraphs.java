package cn.yilu.catalogue.dataset;

import cn.yilu.schemas.DatasetKind;
import cn.yilu.schemas.SharedField;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.Text;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.apache.jena.datatypes.xsd.XSDDatatype;
import org.apache.jena.rdf.model.Literal;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.RDF;
import org.apache.jena.vocabulary.RDFS;
import org.apache.jena.vocabulary.SKOS;

/** Makes the DCAT 3 graph of a dataset from its schema, its sources and their mappings; nothing is said twice. */
final class DatasetGraphs {

  private static final List<Form> FORMS = List.of(
      new Form("ndjson", "application/x-ndjson", new Text("增量推送(NDJSON)", "Feed of changes, NDJSON")),
      new Form("avro", "application/avro", new Text("增量推送(Avro)", "Feed of changes, Avro")));

  private DatasetGraphs() {}

  /** The graph of this version of the entry. The same facts and stamp make the same graph. */
  static Model of(EntryFacts facts, EntryStamp stamp) {
    Model model = ModelFactory.createDefaultModel();
    Concepts concepts = new Concepts(model);
    SharedSchema schema = facts.schema();
    Resource dataset = model.createResource(Names.dataset(schema.dataset())).addProperty(RDF.type, DCAT.Dataset);
    describe(dataset, schema, stamp);
    govern(dataset, facts, concepts);
    dataset.addProperty(DCTerms.conformsTo, standard(model, schema));
    Resource feed = feed(dataset, schema, concepts);
    for (Form each : FORMS) {
      dataset.addProperty(DCAT.distribution, distribution(dataset, feed, each, concepts));
    }
    model.createResource(Names.CATALOGUE).addProperty(DCAT.dataset, dataset).addProperty(DCAT.service, feed);
    new ItemGraph(concepts).describe(dataset, facts);
    lineage(dataset, facts, concepts);
    return model;
  }

  private static void describe(Resource dataset, SharedSchema schema, EntryStamp stamp) {
    dataset.addProperty(Terms.SLUG, schema.dataset());
    Concepts.text(dataset, DCTerms.title, schema.title());
    Concepts.text(dataset, DCTerms.description, schema.description());
    keywords(dataset, schema);
    stamp.codes().forEach(code -> dataset.addProperty(DCTerms.identifier, code));
    dataset.addProperty(Terms.VERSION, Integer.toString(stamp.version()))
        .addProperty(DCTerms.issued, time(dataset, stamp.issued()))
        .addProperty(DCTerms.modified, time(dataset, stamp.modified()));
  }

  /** Keywords are plain words in both languages; as subjects they keep their pairs and their order. */
  private static void keywords(Resource dataset, SharedSchema schema) {
    for (int i = 0; i < schema.keywords().size(); i++) {
      Text keyword = schema.keywords().get(i);
      Concepts.text(dataset, DCAT.keyword, keyword);
      Resource subject = dataset.getModel()
          .createResource(Names.blank(schema.dataset(), "keyword-%02d".formatted(i)))
          .addProperty(RDF.type, SKOS.Concept);
      Concepts.text(subject, SKOS.prefLabel, keyword);
      dataset.addProperty(DCTerms.subject, subject);
    }
  }

  private static Literal time(Resource of, Instant instant) {
    return of.getModel().createTypedLiteral(instant.truncatedTo(ChronoUnit.SECONDS).toString(),
        XSDDatatype.XSDdateTime);
  }

  private static void govern(Resource dataset, EntryFacts facts, Concepts concepts) {
    SharedSchema schema = facts.schema();
    schema.themes().forEach(path -> dataset.addProperty(DCAT.theme, concepts.code("theme", path)));
    dataset.addProperty(DCTerms.publisher, concepts.department(facts.departments().apply(schema.provider())));
    schema.fields().stream().map(SharedField::departments).filter(order -> !order.isEmpty()).map(List::getFirst)
        .distinct().map(facts.departments()).map(concepts::department)
        .forEach(source -> dataset.addProperty(DCTerms.creator, source).addProperty(Terms.WAS_ATTRIBUTED_TO, source));
    Resource share = concepts.code("share-type", Integer.toString(schema.shareType().code()));
    Resource open = concepts.code("open-type", Integer.toString(schema.openType()));
    share.addProperty(RDF.type, DCTerms.RightsStatement);
    open.addProperty(RDF.type, DCTerms.RightsStatement);
    dataset.addProperty(DCTerms.accessRights, share).addProperty(Terms.SHARE_TYPE, share)
        .addProperty(DCTerms.accessRights, open).addProperty(Terms.OPEN_TYPE, open)
        .addProperty(DCTerms.accrualPeriodicity,
            concepts.code("update-cycle", Integer.toString(schema.cycle())).addProperty(RDF.type, DCTerms.Frequency))
        .addProperty(Terms.GRADE, Concepts.number(schema.grade()));
  }

  private static Resource standard(Model model, SharedSchema schema) {
    Resource standard = model.createResource(Names.SCHEMA + schema.id().hex())
        .addProperty(RDF.type, DCTerms.Standard).addProperty(DCTerms.identifier, schema.id().hex());
    Concepts.text(standard, DCTerms.title,
        new Text(schema.title().zh() + "共享数据标准", "Shared schema of " + schema.title().en()));
    return standard;
  }

  private static Resource feed(Resource dataset, SharedSchema schema, Concepts concepts) {
    Model model = dataset.getModel();
    Resource feed = model.createResource(Names.FEED + schema.dataset());
    feed.addProperty(RDF.type, DCAT.DataService).addProperty(DCAT.endpointURL, feed)
        .addProperty(DCAT.endpointDescription, model.createResource(Names.CONTRACT))
        .addProperty(DCAT.servesDataset, dataset)
        .addProperty(DCTerms.publisher, dataset.getRequiredProperty(DCTerms.publisher).getResource())
        .addProperty(DCTerms.accessRights,
            concepts.code("share-type", Integer.toString(schema.shareType().code())));
    Concepts.text(feed, DCTerms.title, new Text(schema.title().zh() + "增量接口", "Feed of " + schema.title().en()));
    return feed;
  }

  private static Resource distribution(Resource dataset, Resource feed, Form form, Concepts concepts) {
    Resource distribution = dataset.getModel().createResource(dataset.getURI() + "#" + form.fragment())
        .addProperty(RDF.type, DCAT.Distribution).addProperty(DCAT.accessURL, feed)
        .addProperty(DCAT.accessService, feed)
        .addProperty(DCAT.mediaType, dataset.getModel().createResource(Terms.MEDIA_TYPES + form.mediaType()))
        .addProperty(DCTerms.format,
            concepts.code("format-class", "7").addProperty(RDF.type, DCTerms.MediaTypeOrExtent))
        .addProperty(DCTerms.conformsTo, dataset.getRequiredProperty(DCTerms.conformsTo).getResource());
    Concepts.text(distribution, DCTerms.title, form.title());
    return distribution;
  }

  private static void lineage(Resource dataset, EntryFacts facts, Concepts concepts) {
    Resource merge = dataset.getModel().createResource(dataset.getURI() + "#merge").addProperty(RDF.type,
        Terms.ACTIVITY);
    Concepts.text(merge, RDFS.label, facts.schema().kind() == DatasetKind.EVENT
        ? new Text("接收并去重", "Received, repeats dropped")
        : new Text("按一数一源逐项合并", "Merged item by item, the answerable department first"));
    dataset.addProperty(Terms.WAS_GENERATED_BY, merge);
    for (EntryFacts.Feeding feeding : facts.feedings()) {
      SourceFact fact = feeding.source();
      Resource source = dataset.getModel().createResource(Names.SOURCE + fact.id())
          .addProperty(RDF.type, Terms.ENTITY).addProperty(DCTerms.identifier, fact.id())
          .addProperty(Terms.WAS_ATTRIBUTED_TO, concepts.department(facts.departments().apply(fact.department())))
          .addProperty(Terms.PROTOCOL, fact.protocol()).addProperty(Terms.MAPPING, fact.mapping());
      Concepts.text(source, DCTerms.title, fact.title());
      merge.addProperty(Terms.USED, source);
      dataset.addProperty(Terms.WAS_DERIVED_FROM, source);
    }
  }

  /** A form in which the feed can be had. */
  private record Form(String fragment, String mediaType, Text title) {}
}
