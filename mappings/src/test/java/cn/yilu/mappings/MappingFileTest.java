package cn.yilu.mappings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
      assertThat(fault.message()).contains("其他");
      assertThat(fault.suggestion()).startsWith("one of ");
    });
  }

  @Test
  void everyFaultIsNamedWithItsPlaceAndASuggestion() {
    String yaml = GOOD.replace("name: NAME",
        "nam: NAME\n      sex: {from: S, convert: cod}\n      birthDate: {from: B, convert: text}");

    List<MappingFault> faults = faults(yaml);

    assertThat(faults).extracting(MappingFault::line).containsExactly(8, 9, 10);
    assertThat(faults.get(0))
        .isEqualTo(new MappingFault(8, 7, "field of resident 'nam' is not known", "did you mean 'name'?"));
    assertThat(faults.get(1).suggestion()).isEqualTo("did you mean 'code'?");
    assertThat(faults.get(2).message()).contains("date");
  }

  @Test
  void unknownDatasetsValuesAddressesAndListsAreFaults() {
    assertThat(faults(GOOD.replace("resident", "residents"))).singleElement()
        .satisfies(fault -> assertThat(fault.suggestion()).contains("'resident'"));
    assertThat(faults(GOOD.replace("NAME", "{value: nobody}"))).hasSize(1);
    assertThat(faults(GOOD.replace("NAME", "{address: home}"))).hasSize(1);
    assertThat(faults(GOOD.replace("NAME", "{from: N, convert: code, list: colours}"))).hasSize(1);
    assertThat(faults(GOOD.replace("name: NAME", "dwelling: NAME"))).singleElement()
        .satisfies(fault -> assertThat(fault.message()).contains("kind"));
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
  void aPlaceThatHl7DoesNotHaveIsAFault() {
    assertThat(faults(GOOD.replace("rows: {}", "hl7: {}").replace("ID", "PID-3.1"))).singleElement()
        .satisfies(fault -> assertThat(fault.message()).contains("NAME"));
  }

  private static List<MappingFault> faults(String yaml) {
    InvalidMapping invalid = catchThrowableOfType(InvalidMapping.class,
        () -> Mapping.compile(yaml, Deliveries.SCHEMAS));
    return invalid.faults();
  }
}
