package cn.yilu.catalogue.graph;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.catalogue.dataset.EntriesFixture;
import cn.yilu.catalogue.dataset.PublicNames;
import cn.yilu.catalogue.log.InMemoryLog;
import cn.yilu.schemas.DatasetKind;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.SharedSchemas;
import java.io.StringWriter;
import java.net.URI;
import java.util.stream.Stream;
import org.apache.jena.graph.Graph;
import org.apache.jena.rdf.model.ModelFactory;
import org.apache.jena.riot.Lang;
import org.apache.jena.riot.RDFDataMgr;
import org.apache.jena.shacl.ShaclValidator;
import org.apache.jena.shacl.Shapes;
import org.apache.jena.shacl.ValidationReport;
import org.apache.jena.vocabulary.DCTerms;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ProfileTest {
  private static final Shapes SHAPES = Shapes.parse(RDFDataMgr.loadGraph("dcat-profile.shacl.ttl"));
  private static final PublicNames NAMES = new PublicNames(URI.create("https://data.example.cn/"));

  static Stream<String> served() {
    return SharedSchemas.released().all().stream().filter(schema -> schema.kind() != DatasetKind.LINK)
        .map(SharedSchema::dataset);
  }

  @ParameterizedTest
  @MethodSource("served")
  void everyEntryFitsTheProfile(String id) {
    try (InMemoryLog log = new InMemoryLog(); EntriesFixture entries = new EntriesFixture(log)) {
      entries.sources.add(EntriesFixture.ELDERS);
      entries.refresh();

      ValidationReport report = ShaclValidator.get().validate(SHAPES, NAMES.of(entries.entry(id).graph()));

      assertThat(report.conforms()).as(text(report.getGraph())).isTrue();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = "resident")
  void anEntryWithoutItsTitleDoesNotFit(String id) {
    try (InMemoryLog log = new InMemoryLog(); EntriesFixture entries = new EntriesFixture(log)) {
      entries.refresh();
      Graph graph = NAMES.of(entries.entry(id).graph());
      graph.remove(org.apache.jena.graph.Node.ANY, DCTerms.title.asNode(), org.apache.jena.graph.Node.ANY);

      assertThat(ShaclValidator.get().validate(SHAPES, graph).conforms()).isFalse();
    }
  }

  private static String text(Graph report) {
    StringWriter out = new StringWriter();
    RDFDataMgr.write(out, ModelFactory.createModelForGraph(report), Lang.TURTLE);
    return out.toString();
  }
}
