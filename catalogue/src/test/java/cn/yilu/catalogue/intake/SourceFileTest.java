package cn.yilu.catalogue.intake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.yilu.connectors.Envelope;
import cn.yilu.connectors.FhirRoutes;
import cn.yilu.connectors.HttpRoutes;
import cn.yilu.connectors.Inbox;
import cn.yilu.connectors.Receipt;
import cn.yilu.connectors.SftpRoutes;
import cn.yilu.connectors.SourceRoutes;
import cn.yilu.schemas.Complaint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceFileTest {
  private static final Pattern EXAMPLE = Pattern.compile("```yaml\n(title:.*?)```", Pattern.DOTALL);
  private static final String HEAD = """
                                     title: {zh: 来源, en: Source}
                                     department: civil
                                     protocol: http
                                     mapping: m
                                     connection:
                                     """;

  @Test
  void nestedNamesAreDottedAndListsAreJoined() {
    Source source = SourceFile.parse("one", HEAD + """
                                                     url: https://example.cn/
                                                     pages: {by: page, first: 0}
                                                     error: {path: code, ok: ["0", "200"]}
                                                   """);

    assertThat(source.connection()).isEqualTo(Map.of("url", "https://example.cn/", "pages.by", "page", "pages.first",
        "0", "error.path", "code", "error.ok", "0,200"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"protocol: http | protocl: http | 没有设置“protocl” | unknown setting 'protocl'",
      "mapping: m | '' | 缺少设置“mapping” | setting 'mapping' is missing",
      "mapping: m | 'mapping: [m' | 不是有效的YAML | not YAML",
      "mapping: m | 'mapping: m\\nguard: 120' | guard 须为 | guard must be",
      "mapping: m | 'mapping: m\\ndelivers: x' | delivers 须为 | delivers must be",
      "mapping: m | 'mapping: m\\npaused: x' | paused 须为 | paused must be",
      "'title: {zh: 来源, en: Source}' | title: x | title 之下应为名称和值 | title must hold names and values"})
  void whatIsWrongIsSaidInBothLanguages(String right, String wrong, String zh, String en) {
    String file = (HEAD + "  url: https://example.cn/\n").replace(right, wrong.replace("\\n", "\n"));

    Complaint complaint = catchThrowableOfType(Complaint.class, () -> SourceFile.parse("one", file));

    assertThat(complaint.text().zh()).startsWith(zh);
    assertThat(complaint.text().en()).startsWith(en);
  }

  @Test
  void aLineThatIsNoYamlIsNamedAndNotRepeated() {
    assertThatThrownBy(() -> SourceFile.parse("one", HEAD + "  login: {password: \"hunter2, user: yilu}\n"))
        .hasMessageContaining("line ").hasMessageContaining("column ").hasMessageNotContaining("hunter2").hasNoCause();
  }

  @Test
  void noSourceSpeaksForPeopleOrForTheMerge() {
    for (String name : List.of("decisions", "merge")) {
      assertThatThrownBy(() -> SourceFile.parse(name, HEAD + "  url: https://example.cn/\n"))
          .hasMessageContaining("no source may be called '" + name + "'");
    }
  }

  @Test
  void whatIsNoTextIsRefusedByName() {
    assertThatThrownBy(() -> SourceFile.parse("one", HEAD + "  pages: {by: }\n"))
        .hasMessageContaining("connection.pages.by");
    assertThatThrownBy(() -> SourceFile.parse("one", HEAD + "  error: {ok: [{a: b}]}\n"))
        .hasMessageContaining("connection.error.ok");
  }

  @Test
  void theExamplesForIntegratorsAreAcceptedByTheirProtocols(@TempDir Path folder) throws Exception {
    List<String> examples = EXAMPLE.matcher(Files.readString(Path.of("../connectors/README.md"))).results()
        .map(found -> found.group(1)).toList();
    Map<String, SourceRoutes> protocols = protocols(folder);
    try (DefaultCamelContext camel = new DefaultCamelContext()) {
      for (String example : examples) {
        Source source = SourceFile.parse("one", example);
        Map<String, String> settings = new HashMap<>(source.connection());
        settings.replaceAll((name, value) -> value.replaceAll("\\$\\{secret:[^}]*}", "hidden"));
        Objects.requireNonNull(protocols.get(source.protocol())).start(camel, source.protocol(), settings,
            new Nowhere());
      }
      assertThat(camel.getRouteDefinitions()).hasSameSizeAs(examples).hasSizeGreaterThanOrEqualTo(3);
    }
  }

  private static Map<String, SourceRoutes> protocols(Path folder) {
    Clock clock = Clock.systemUTC();
    return Stream
        .<SourceRoutes>of(new HttpRoutes(folder, clock), new SftpRoutes(folder, clock), new FhirRoutes(folder, clock))
        .collect(Collectors.toMap(SourceRoutes::protocol, Function.identity()));
  }

  /** The routes are described and never started, so nothing comes. */
  private static final class Nowhere implements Inbox {
    @Override
    public CompletionStage<Receipt> accept(Envelope envelope) {
      return CompletableFuture.failedFuture(new IllegalStateException(envelope.source()));
    }

    @Override
    public Optional<String> position(String source) {
      return Optional.empty();
    }

    @Override
    public void trouble(String source, String zh, String en) {}

    @Override
    public void failing(String source, Failing failing) {}

    @Override
    public void contact(String source) {}
  }
}
