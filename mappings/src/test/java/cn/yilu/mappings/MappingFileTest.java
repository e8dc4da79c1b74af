package cn.yilu.mappings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.yilu.schemas.Text;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class MappingFileTest {
  private static final String GOOD = """
                                     mapping: test
                                     formats:
                                       rows: {}
                                     record: ID
                                     targets:
                                       - dataset: resident
                                         fields:
                                           name: NAME
                                     """;

  static List<String> released() throws IOException {
    return Deliveries.releasedNames();
  }

  @ParameterizedTest
  @MethodSource("released")
  void everyReleasedMappingCompiles(String name) {
    assertThat(Deliveries.released(name).targets()).isNotEmpty();
  }

  @Test
  void anUnknownReleasedMappingIsAbsent() {
    assertThat(MappingLibrary.released("weather")).isEmpty();
    assertThat(MappingLibrary.released("../registry")).isEmpty();
  }

  @Test
  void lineageNamesTheColumnsOfEveryField() {
    Lineage resident = Deliveries.released("registry").targets().get(1);

    assertThat(resident.dataset()).isEqualTo("resident");
    assertThat(resident.columns()).containsEntry("residentId", List.of("GMSFHM"))
        .containsEntry("registeredAddress", List.of("HKXZ")).containsEntry("dwelling", List.of("HKXZ", "RHZT"));
  }

  @Test
  void aWordThatHasNothingInCommonIsNoSuggestion() {
    String yaml = GOOD.replace("name: NAME", "name: NAME\n      sex: {from: S, translate: {\"9\": 其他}}");

    assertThat(faults(yaml)).singleElement().satisfies(fault -> {
      assertThat(fault.message().en()).contains("其他");
      assertThat(fault.suggestion().orElseThrow().en()).startsWith("one of ");
      assertThat(fault.suggestion().orElseThrow().zh()).startsWith("可用:未知、男");
    });
  }

  @Test
  void everyFaultIsNamedWithItsPlaceAndASuggestion() {
    String yaml = GOOD.replace("name: NAME",
        "nam: NAME\n      sex: {from: S, convert: cod}\n      birthDate: {from: B, convert: text}");

    List<MappingFault> faults = faults(yaml);

    assertThat(faults).extracting(MappingFault::line).containsExactly(8, 9, 10);
    assertThat(faults.get(0))
        .isEqualTo(new MappingFault(8, 7, new Text("没有resident 的字段“nam”", "field of resident 'nam' is not known"),
            Optional.of(new Text("是否应为“name”?", "did you mean 'name'?"))));
    assertThat(faults.get(1).suggestion().orElseThrow().en()).isEqualTo("did you mean 'code'?");
    assertThat(faults.get(2).message().en()).contains("date");
  }

  /** Whatever is wrong is said to Chinese readers in Chinese. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"record: ID | ''", "rows: {} | rows: {}, hl7: {}", "rows: {} | ''",
      "rows: {} | delimited: {separator: ab}", "rows: {} | delimited: {charset: GBX}", "rows: {} | excel: {heading: x}",
      "record: ID | recod: ID", "NAME | {from: N, convert: nam}", "NAME | {from: N, convert: date}",
      "NAME | {from: N, convert: division, length: 7}", "NAME | {from: [{a: 1}]}", "NAME | {value: nobody}",
      "NAME | {address: home}", "name: NAME | 'sex: {from: S, coding: nobody}'", "name: NAME | 'sex: {const: 女性的}'",
      "name: NAME | 'dwelling: D'", "name: NAME | 'birthDate: {const: 2025-01-01}'",
      "NAME | {from: N, when: {N: {least: x}}}", "NAME | {expression: a +, with: {a: A}}",
      "NAME | {expression: nobody(a), with: {a: A}}", "resident | resdent",
      "NAME | {pressure: {both: B}, part: middle}",
      "mapping: test | 'mapping: [test'"})
  void everyFaultIsSaidInBothLanguages(String right, String wrong) {
    assertThat(faults(GOOD.replaceFirst(Pattern.quote(right), wrong))).isNotEmpty().allSatisfy(fault -> {
      assertThat(fault.message().zh()).containsPattern("[\\u4e00-\\u9fff]{2}").isNotEqualTo(fault.message().en());
      assertThat(fault.suggestion().map(Text::zh).orElse("可用")).containsPattern("[\\u4e00-\\u9fff]");
    });
  }

  @Test
  void unknownDatasetsValuesAddressesAndListsAreFaults() {
    assertThat(faults(GOOD.replace("resident", "residents"))).singleElement()
        .satisfies(fault -> assertThat(fault.suggestion().orElseThrow().en()).contains("'resident'"));
    assertThat(faults(GOOD.replace("NAME", "{value: nobody}"))).hasSize(1);
    assertThat(faults(GOOD.replace("NAME", "{address: home}"))).hasSize(1);
    assertThat(faults(GOOD.replace("NAME", "{from: N, convert: code, list: colours}"))).hasSize(1);
    assertThat(faults(GOOD.replace("name: NAME", "dwelling: NAME"))).singleElement()
        .satisfies(fault -> assertThat(fault.message().en()).contains("kind"));
  }

  @Test
  void aColumnThatNothingIsMadeOfCannotBeOptional() {
    assertThat(faults(GOOD + "optional: [NAMES]\n")).singleElement()
        .satisfies(fault -> assertThat(fault.suggestion().orElseThrow().en()).contains("'NAME'"));
  }

  @Test
  void aValueMadeOfItselfIsAFault() {
    assertThat(
        faults(GOOD.replace("record: ID", "values:\n  a: {value: b}\n  b: {value: a}\nrecord: ID").replace("NAME",
            "{value: a}")))
        .isNotEmpty();
  }

  @Test
  void textThatIsNoYamlSaysWhere() {
    assertThat(faults("a: [1, 2\nb: 3")).singleElement().satisfies(fault -> assertThat(fault.line()).isEqualTo(2));
    assertThat(faults("")).hasSize(1);
    assertThat(faults("- a")).isNotEmpty();
    assertThat(faults("mapping: x\nmapping: y\nformats: {rows: {}}\ntargets: []")).hasSize(2);
  }

  @Test
  void whateverIsNoYamlIsAFault() {
    assertThat(faults(GOOD.replace("NAME", "N\u0007AME"))).singleElement()
        .satisfies(fault -> assertThat(fault.line()).isEqualTo(8));
    assertThat(faults("a: " + "[".repeat(500) + "]".repeat(500))).hasSize(1);
    assertThat(faults(GOOD.replace("NAME", "&a {from: *a}"))).isNotEmpty();
    assertThat(faults(GOOD + "values:\n  a: &a {from: [x, y]}\n  b: &b [*a, *a]\n  c: [*b, *b]\n")).isNotEmpty();
    assertThat(faults("\u0000")).isNotEmpty();
  }

  @Test
  void aPlaceThatHl7DoesNotHaveIsAFault() {
    assertThat(faults(GOOD.replace("rows: {}", "hl7: {}").replace("ID", "PID-3.1"))).singleElement()
        .satisfies(fault -> assertThat(fault.message().en()).contains("NAME"));
  }

  private static List<MappingFault> faults(String yaml) {
    InvalidMapping invalid = catchThrowableOfType(InvalidMapping.class,
        () -> Mapping.compile(yaml, Deliveries.SCHEMAS));
    return invalid.faults();
  }
}
