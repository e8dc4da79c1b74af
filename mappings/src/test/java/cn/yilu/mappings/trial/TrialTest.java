package cn.yilu.mappings.trial;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.mappings.Delivery;
import cn.yilu.mappings.Finding;
import cn.yilu.mappings.MappingFault;
import cn.yilu.schemas.SharedSchemas;
import cn.yilu.schemas.Text;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialTest {
  private static final Instant NOW = Instant.parse("2026-01-05T02:00:00Z");
  private static final String MAPPING = """
                                        mapping: clinic
                                        formats:
                                          delimited: {}
                                        record: ID
                                        time: CHANGED
                                        identifiers:
                                          residentId: {from: CARD, convert: resident-id}
                                        targets:
                                          - dataset: resident
                                            fields:
                                              name: {from: NAME, convert: name}
                                              birthDate: BORN
                                        """;
  private static final String SAMPLE = """
                                       ID,NAME,CARD,BORN,CHANGED,SHOE
                                       1,王桂兰,37030219430512986x,19430512,2025-08-01 09:30:00,38
                                       2,周建国,37030219430512986,1943-02-31,2025-08-01 09:30:00,41
                                       ,无名,,,,
                                       """;

  @Test
  void aSampleBecomesClaimsFindingsAndNamesThatNobodyUses() {
    Trial trial = trial(MAPPING, SAMPLE);

    assertThat(trial.faults()).isEmpty();
    assertThat(trial.untouched()).containsExactly("SHOE");
    assertThat(trial.rows()).hasSize(3);
    TriedClaim claim = trial.rows().getFirst().claims().getFirst();
    assertThat(claim.values()).containsEntry("name", "王桂兰").containsEntry("birthDate", "1943-05-12");
    assertThat(claim.time()).contains(Instant.parse("2025-08-01T01:30:00Z"));
    assertThat(claim.identifiers()).singleElement().satisfies(id -> assertThat(id.kind()).isEqualTo("residentId"));
    assertThat(trial.rows().get(1).findings()).extracting(Finding::column).contains("CARD", "BORN");
    assertThat(trial.rows().get(2).rejected()).contains(",无名,,,,");
    assertThat(trial.cut()).isFalse();
  }

  @Test
  void aFaultyMappingIsAnAnswerWithLineColumnAndSuggestion() {
    Trial trial = trial(MAPPING.replace("birthDate", "birthDat"), SAMPLE);

    assertThat(trial.rows()).isEmpty();
    assertThat(trial.faults()).containsExactly(
        new MappingFault(12, 7, new Text("没有resident 的字段“birthDat”", "field of resident 'birthDat' is not known"),
            Optional.of(new Text("是否应为“birthDate”?", "did you mean 'birthDate'?"))));
  }

  @Test
  void anUnreadableSampleSaysWhy() {
    assertThat(trial(MAPPING, "").unreadable()).isPresent();
  }

  @Test
  void aLongSampleIsTriedInItsFirstRows() {
    Trial trial = trial(MAPPING, SAMPLE + "9,王桂兰,,,,\n".repeat(1000));

    assertThat(trial.rows()).hasSize(Trial.MOST_ROWS);
    assertThat(trial.cut()).isTrue();
  }

  @Test
  void aSampleOfManyBytesIsCutWithoutAComplaint() {
    String wide = "x".repeat(60_000);

    Trial trial = trial(MAPPING, "ID,NAME,CARD,BORN,CHANGED,SHOE\n" + ("9,王桂兰,,,," + wide + "\n").repeat(60));

    assertThat(trial.cut()).isTrue();
    assertThat(trial.unreadable()).isEmpty();
    assertThat(trial.rows()).hasSizeBetween(30, 36).allSatisfy(row -> assertThat(row.claims()).hasSize(1));
  }

  @Test
  void theCommandNamesFaultsAsCompilersDoAndShowsWhatASampleBecomes(@TempDir Path folder) throws IOException {
    Path good = Files.writeString(folder.resolve("clinic.yaml"), MAPPING);
    Path bad = Files.writeString(folder.resolve("bad.yaml"), MAPPING.replace("birthDate", "birthDat"));
    Path sample = Files.writeString(folder.resolve("sample.csv"), SAMPLE);

    assertThat(check(0, good)).contains("resident: 2 fields; not stated: residentId");
    assertThat(check(0, good, sample)).contains("\"birthDate\":\"1943-05-12\"").contains("\"untouched\":[\"SHOE\"]");
    assertThat(check(1, bad)).contains("bad.yaml:12:7: ").contains("did you mean 'birthDate'?")
        .contains("是否应为“birthDate”?");
    assertThat(check(2, folder.resolve("absent.yaml"))).contains("absent.yaml");
    assertThat(check(2)).contains("usage");
  }

  @Test
  void theCommandSaysOfFilesWhyItCannotReadThem(@TempDir Path folder) throws IOException {
    Path good = Files.writeString(folder.resolve("clinic.yaml"), MAPPING);
    Path other = Files.write(folder.resolve("gbk.yaml"),
        MAPPING.replace("clinic", "诊所").getBytes(Charset.forName("GBK")));

    assertThat(check(1, other)).contains("not UTF-8", "请另存为UTF-8");
    assertThat(check(2, good, folder)).contains("cannot be read");
    assertThat(check(2, good, folder.resolve("absent.csv"))).contains("absent.csv");
  }

  @Test
  void theCommandTellsASourceFileFromAMapping(@TempDir Path folder) throws IOException {
    Path source = Files.writeString(folder.resolve("source.yaml"),
        "department: civil\nprotocol: http\nmapping: clinic\n");
    Path bad = Files.writeString(folder.resolve("bad.yaml"), MAPPING.replace("birthDate", "birthDat"));

    assertThat(check(1, source)).contains("this is a source file");
    assertThat(check(1, bad)).doesNotContain("source file");
  }

  @Test
  void whatAMappingCanAimAtIsLookedUp() {
    assertThat(check(0, Path.of("datasets"))).contains("resident\t").contains("decided by residentId");
    assertThat(check(0, Path.of("fields"), Path.of("resident"))).contains("birthDate\tdate\t", "sex\tcode of sex",
        "dwelling\treference to a dwelling");
    assertThat(check(0, Path.of("codes"), Path.of("sex"))).contains("2\t女", "coding zero-male");
    assertThat(check(0, Path.of("codes"))).contains("sex\t");
    assertThat(check(0, Path.of("rules"))).contains("resident-id-checksum\temptied\t");
    assertThat(check(2, Path.of("fields"), Path.of("weather"))).contains("cannot be read");
  }

  private static String check(int status, Path... words) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Check check = new Check(new PrintStream(out, true, StandardCharsets.UTF_8), Clock.fixed(NOW, ZoneOffset.UTC));
    assertThat(check.check(List.of(words).stream().map(Path::toString).toList())).isEqualTo(status);
    return out.toString(StandardCharsets.UTF_8);
  }

  private static Trial trial(String mapping, String sample) {
    return Trial.of(mapping,
        new Delivery("sample", new Delivery.Stream(new ByteArrayInputStream(sample.getBytes(StandardCharsets.UTF_8))),
            Optional.empty(), NOW, ZoneId.of("Asia/Shanghai")),
        SharedSchemas.released());
  }
}
