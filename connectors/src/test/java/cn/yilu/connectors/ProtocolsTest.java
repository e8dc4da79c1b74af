package cn.yilu.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProtocolsTest {
  @AutoClose
  private final Town town = new Town();

  static Stream<OneRoute> all() {
    Clock clock = Clock.systemUTC();
    return Stream.of(new JdbcRoutes(Path.of("target"), clock), new MllpRoutes(clock),
        new FileRoutes(Path.of("target"), clock),
        new SftpRoutes(Path.of("target"), clock), new XmlRoutes(Path.of("target"), clock),
        new HttpRoutes(Path.of("target"), clock), new FhirRoutes(Path.of("target"), clock),
        new SoapRoutes(Path.of("target"), clock), new MqttRoutes(clock), new KafkaRoutes(clock),
        new PostgresChangesRoutes(clock));
  }

  @ParameterizedTest
  @MethodSource("all")
  void anUnknownSettingIsRefusedByName(OneRoute protocol) {
    assertThatThrownBy(() -> town.start(protocol, "one", Map.of("colour", "red")))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("colour").hasMessageContaining("没有这一项");
    assertThat(town.camel().getRoutes()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("all")
  void aMissingSettingIsRefusedByName(OneRoute protocol) {
    assertThatThrownBy(() -> town.start(protocol, "one", Map.of())).isInstanceOf(IllegalArgumentException.class)
        .hasMessageMatching(".*(url|bootstrap|topic|tables|port|folder|watermark|rows|password|body).* is missing")
        .hasMessageContaining("必须填写");
    assertThat(town.camel().getRoutes()).isEmpty();
    assertThat(town.camel().getEndpoints()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("all")
  void everySettingSaysWhatItMeans(OneRoute protocol) {
    assertThat(protocol.settings().values()).isNotEmpty().allMatch(meaning -> meaning.length() > 10);
  }

  @Test
  void theReadmeTellsEverySettingOfWhatIntegratorsConnectThemselves() throws Exception {
    String readme = Files.readString(Path.of("README.md"));
    Set<String> told = Set.of("files", "sftp", "http", "soap", "fhir");
    Stream<String> names = all().filter(protocol -> told.contains(protocol.protocol()))
        .flatMap(protocol -> protocol.settings().keySet().stream());

    assertThat(names).allMatch(name -> readme.contains("| `" + name + "` |"));
  }

  @ParameterizedTest
  @MethodSource("all")
  void stoppingWhatDoesNotRunIsNoError(OneRoute protocol) throws Exception {
    town.stop(protocol, "nobody");
  }

  @Test
  void aSourceRunsOnce(@TempDir Path folder) throws Exception {
    FileRoutes files = new FileRoutes(Path.of("target"), Clock.systemUTC());
    town.start(files, "one", Map.of("folder", folder.toString()));

    assertThatThrownBy(() -> town.start(files, "one", Map.of("folder", folder.toString())))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("running already");
  }

  @Test
  void manySourcesRunSideBySideAndStopAlone(@TempDir Path root) throws Exception {
    FileRoutes files = new FileRoutes(Path.of("target"), Clock.systemUTC());
    List<String> sources = Stream.iterate(1, n -> n + 1).limit(20).map(n -> "source-" + n).toList();
    for (String source : sources) {
      Path folder = Files.createDirectory(root.resolve(source));
      town.start(files, source,
          Map.of("folder", folder.toString(), "doneFileName", "${file:name}.ok", "every", "20ms"));
    }
    assertThat(town.camel().getRoutes()).hasSize(20).allMatch(route -> route.getRouteId().endsWith(".files"));

    town.stop(files, "source-1");

    assertThat(town.camel().getRoutes()).hasSize(19);
    Files.writeString(root.resolve("source-20/a.csv"), "x");
    Files.writeString(root.resolve("source-20/a.csv.ok"), "");
    assertThat(town.inbox.next().envelope().source()).isEqualTo("source-20");
  }

  @Test
  void settingsOfTheWrongKindAreRefused() {
    assertThat(
        Stream.of("0", "70000", "many").map(port -> refusal(new MllpRoutes(Clock.systemUTC()), Map.of("port", port))))
        .allMatch(words -> words.contains("setting port must be a whole number from 1 to 65535"));
    assertThat(Stream.of("soon", "0s", "-1s", "P9999D")
        .map(every -> refusal(new FileRoutes(Path.of("target"), Clock.systemUTC()),
            Map.of("folder", "x", "every", every))))
        .allMatch(words -> words.contains("setting every must be a length of time"));
    assertThat(refusal(new FileRoutes(Path.of("target"), Clock.systemUTC()), Map.of("folder", "x", "charset", "GB99")))
        .contains("charset");
    assertThat(refusal(new MqttRoutes(Clock.systemUTC()), Map.of("url", "here", "topic", "t", "client", "c")))
        .contains("url");
    assertThat(refusal(new XmlRoutes(Path.of("target"), Clock.systemUTC()), Map.of("url", "ftp://x/", "body", "b")))
        .contains("url");
  }

  private String refusal(OneRoute protocol, Map<String, String> settings) {
    try {
      town.start(protocol, "one", settings);
      return "accepted";
    } catch (Exception refused) {
      return String.valueOf(refused.getMessage());
    }
  }
}
