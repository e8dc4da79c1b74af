package cn.yilu.mappings;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every file of {@code golden/<mapping>} and what becomes of it. Run with {@code -Dgolden.write=true} to write the
 * expectations anew, then read the difference.
 */
class GoldenTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");
  private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  static Stream<Path> samples() throws IOException {
    try (Stream<Path> files = Files.walk(GOLDEN)) {
      return files.filter(Files::isRegularFile).filter(file -> !file.toString().endsWith(".expected.json")).sorted()
          .toList().stream();
    }
  }

  @ParameterizedTest
  @MethodSource("samples")
  void aSampleBecomesWhatIsExpected(Path sample) throws IOException {
    Mapping mapping = Deliveries.released(sample.getName(sample.getNameCount() - 2).toString());
    Path expected = sample.resolveSibling(sample.getFileName() + ".expected.json");

    List<MappedRow> rows = Deliveries.read(mapping, Deliveries.bytes(Files.readAllBytes(sample), Optional.empty()));

    String json = JSON.writeValueAsString(rows.stream().map(GoldenTest::shown).toList()) + "\n";
    if (Boolean.getBoolean("golden.write")) {
      Files.writeString(expected, json);
    }
    assertThat(json).isEqualTo(Files.readString(expected));
  }

  @Test
  void everyMappingOfTheReleaseHasASample() throws IOException {
    try (Stream<Path> folders = Files.list(GOLDEN)) {
      assertThat(folders.map(folder -> folder.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(Deliveries.releasedNames());
    }
  }

  private static Map<String, Object> shown(MappedRow row) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("row", row.row());
    switch (row) {
      case MappedRow.Noted noted -> shown.put("noted", findings(noted.findings()));
      case MappedRow.Rejected rejected -> {
        shown.put("rejected", rejected.raw());
        shown.put("findings", findings(rejected.findings()));
      }
      case MappedRow.Used used -> {
        shown.put("claims", used.claims().stream().map(GoldenTest::shown).toList());
        shown.put("findings", findings(used.findings()));
      }
    }
    return shown;
  }

  private static List<String> findings(List<Finding> findings) {
    return findings.stream().map(finding -> finding.rule() + " " + finding.column() + " '" + finding.raw() + "'")
        .toList();
  }

  private static Map<String, Object> shown(Claim claim) {
    Map<String, Object> shown = new LinkedHashMap<>();
    shown.put("dataset", claim.dataset());
    shown.put("record", claim.recordId());
    shown.put("identifiers", claim.identifiers().stream().map(each -> each.kind() + ":" + each.value()).toList());
    shown.put("time", claim.eventTime() == Claim.NO_TIME ? "none" : Instant.ofEpochMilli(claim.eventTime()).toString());
    shown.put("withdrawn", claim.withdrawn());
    shown.put("values", Deliveries.stated(claim));
    return shown;
  }
}
