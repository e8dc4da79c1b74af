package cn.yilu.catalogue.dataset;

import cn.yilu.schemas.Text;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.jena.rdf.model.Literal;
import org.apache.jena.rdf.model.Model;
import org.apache.jena.rdf.model.Property;
import org.apache.jena.rdf.model.RDFList;
import org.apache.jena.rdf.model.RDFNode;
import org.apache.jena.rdf.model.Resource;
import org.apache.jena.sparql.vocabulary.FOAF;
import org.apache.jena.vocabulary.DCAT;
import org.apache.jena.vocabulary.DCTerms;
import org.apache.jena.vocabulary.SKOS;

/** Reads the graph of an entry back into what a page shows. */
final class EntryReader {
  private final Model model;
  private final String id;
  private final Resource dataset;

  EntryReader(Model model, String id) {
    this.model = model;
    this.id = id;
    this.dataset = model.createResource(Names.dataset(id));
  }

  DatasetView view() {
    return new DatasetView(id, strings(dataset, DCTerms.identifier).sorted().toList(), text(dataset, DCTerms.title),
        text(dataset, DCTerms.description), keywords(),
        resources(dataset, DCAT.theme).map(EntryReader::coded).sorted(Comparator.comparing(Coded::code)).toList(),
        department(resource(dataset, DCTerms.publisher)),
        resources(dataset, DCTerms.creator).map(EntryReader::department).sorted(Comparator.comparing(Department::id))
            .toList(),
        coded(resource(dataset, Terms.SHARE_TYPE)), coded(resource(dataset, Terms.OPEN_TYPE)),
        coded(resource(dataset, DCTerms.accrualPeriodicity)), dataset.getRequiredProperty(Terms.GRADE).getInt(),
        string(resource(dataset, DCTerms.conformsTo), DCTerms.identifier),
        Integer.parseInt(string(dataset, Terms.VERSION)), Instant.parse(string(dataset, DCTerms.issued)),
        Instant.parse(string(dataset, DCTerms.modified)), OptionalLong.empty(), items(),
        resources(dataset, Terms.WAS_DERIVED_FROM).map(EntryReader::source)
            .sorted(Comparator.comparing(SourceFact::id)).toList(),
        resources(dataset, DCAT.distribution).map(EntryReader::distribution)
            .sorted(Comparator.comparing(DatasetView.Distribution::mediaType).reversed()).toList());
  }

  /** Keywords stand in each language by themselves; subjects keep their pairs and their order. */
  private List<Text> keywords() {
    return resources(dataset, DCTerms.subject).sorted(Comparator.comparing(Resource::getURI))
        .map(subject -> text(subject, SKOS.prefLabel)).toList();
  }

  private List<Item> items() {
    RDFNode columns = resource(dataset, Terms.TABLE_SCHEMA).getRequiredProperty(Terms.COLUMN).getObject();
    return members(columns.asResource()).map(this::item).toList();
  }

  private Item item(Resource column) {
    return new Item(string(column, Terms.NAME), text(column, Terms.TITLE),
        resource(column, Terms.DATATYPE).getLocalName(), standards(column),
        resources(column, Terms.CODE_LIST).map(this::codes).findFirst(),
        strings(column, Terms.REFERENCE).findFirst(), column.getRequiredProperty(Terms.IDENTIFIES).getBoolean(),
        column.getRequiredProperty(Terms.AREA).getBoolean(), column.getRequiredProperty(Terms.GRADE).getInt(),
        coded(resource(column, Terms.MASK)), coded(resource(column, Terms.SHARE_TYPE)),
        members(resource(column, Terms.DEPARTMENTS)).map(EntryReader::department).toList(),
        resources(column, Terms.WAS_DERIVED_FROM).map(EntryReader::origin)
            .sorted(Comparator.comparing(Origin::source).thenComparing(Origin::column)).toList());
  }

  private static Optional<String> standards(Resource column) {
    String titles = resources(column, DCTerms.conformsTo).map(each -> string(each, DCTerms.title)).sorted()
        .collect(Collectors.joining(", "));
    return Optional.of(titles).filter(text -> !text.isEmpty());
  }

  private Item.Codes codes(Resource scheme) {
    List<Coded> codes = model.listSubjectsWithProperty(SKOS.inScheme, scheme).toList().stream()
        .map(EntryReader::coded).sorted(Comparator.comparing(Coded::code)).toList();
    return new Item.Codes(string(scheme, DCTerms.identifier), text(scheme, DCTerms.title), codes);
  }

  private static Origin origin(Resource column) {
    return new Origin(string(resource(column, DCTerms.isPartOf), DCTerms.identifier), string(column, Terms.NAME));
  }

  private static SourceFact source(Resource source) {
    return new SourceFact(string(source, DCTerms.identifier), text(source, DCTerms.title),
        department(resource(source, Terms.WAS_ATTRIBUTED_TO)).id(), string(source, Terms.PROTOCOL),
        string(source, Terms.MAPPING));
  }

  private static DatasetView.Distribution distribution(Resource distribution) {
    String feed = resource(distribution, DCAT.accessURL).getURI();
    return new DatasetView.Distribution(text(distribution, DCTerms.title),
        resource(distribution, DCAT.mediaType).getURI().substring(Terms.MEDIA_TYPES.length()),
        "/api/v1/feeds/" + feed.substring(Names.FEED.length()));
  }

  private static Department department(Resource agent) {
    return new Department(agent.getURI().substring(Names.ORGANISATION.length()), text(agent, FOAF.name),
        strings(agent, DCTerms.identifier).findFirst());
  }

  private static Coded coded(Resource concept) {
    return new Coded(string(concept, SKOS.notation), text(concept, SKOS.prefLabel));
  }

  private static Stream<Resource> members(Resource list) {
    return list.as(RDFList.class).asJavaList().stream().map(RDFNode::asResource);
  }

  private static Text text(Resource of, Property property) {
    return new Text(in("zh", of, property), in("en", of, property));
  }

  private static String in(String language, Resource of, Property property) {
    return literals(of, property).filter(each -> each.getLanguage().equals(language)).map(Literal::getString).sorted()
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException(of + " has no " + property.getLocalName() + " in " + language));
  }

  private static Stream<Literal> literals(Resource of, Property property) {
    return of.listProperties(property).toList().stream().map(each -> each.getLiteral());
  }

  private static Stream<String> strings(Resource of, Property property) {
    return literals(of, property).map(Literal::getString);
  }

  private static Stream<Resource> resources(Resource of, Property property) {
    return of.listProperties(property).toList().stream().map(each -> each.getResource());
  }

  private static Resource resource(Resource of, Property property) {
    return of.getRequiredProperty(property).getResource();
  }

  private static String string(Resource of, Property property) {
    return of.getRequiredProperty(property).getString();
  }
}
