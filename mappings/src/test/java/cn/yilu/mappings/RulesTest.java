package cn.yilu.mappings;

import static cn.yilu.mappings.Deliveries.stated;
import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.mappings.rule.Rule;
import cn.yilu.mappings.rule.Rules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RulesTest {
  private static final String MAPPING = """
                                        mapping: test
                                        formats:
                                          delimited: {}
                                        record: id
                                        targets:
                                          - dataset: household-registration
                                            fields:
                                              residentId: {from: card, convert: resident-id}
                                              name: {from: name, convert: name}
                                              sex: sex
                                              birthDate: birth
                                              nativePlace: place
                                              maritalStatus: {from: married, named-by: marriedName}
                                              community: {from: area, convert: division}
                                              changedAt: changed
                                          - dataset: property-occupancy
                                            fields:
                                              floorArea: {from: size, units: {㎡: 1, m2: 1, 亩: 666.67}, min: 1, max: 10000}
                                              feeDue: fee
                                              estate: estate
                                        """;
  private static final String HEADING = "id,card,name,sex,birth,place,married,marriedName,area,changed,size,fee,estate\n";
  private final Mapping mapping = Mapping.compile(MAPPING, Deliveries.SCHEMAS);

  @ParameterizedTest
  @CsvSource({"card, 37030219430512982, resident-id-length", "card, 3703021943051298A9, resident-id-character",
      "card, 370302194305129000, resident-id-damaged", "card, 3.70302194305E+17, resident-id-damaged",
      "card, 370302194305129818, resident-id-checksum", "card, 370302194102299842, resident-id-date",
      "card, 370302209901019826, resident-id-future", "card, 370302430512981, resident-id-derived",
      "card, 310108193807209861, resident-id-abolished-division",
      "card, 113703020000000196, resident-id-is-organisation",
      "name, 王?兰, name-damaged", "name, 王\ue000兰, name-damaged", "place, 淄\ufffd川, characters-lost",
      "place, #REF!, spreadsheet-error", "sex, 男士, code-unknown", "birth, 明天, date-form",
      "birth, 2023-02-29, date-impossible", "birth, 2031-01-01, date-future", "birth, 1900-01-01, date-sentinel",
      "area, 3.70302E+11, spreadsheet-damage", "area, 37030200100, digits-form",
      "area, 310108001001, division-abolished", "size, 十平, number-form", "size, 5亩, unit-converted",
      "size, 80坪, unit-unknown", "size, 0.5㎡, number-range"})
  void aBrokenRuleIsAFindingThatNamesColumnAndRawValue(String column, String value, String rule) {
    MappedRow.Used used = used(column, value);

    assertThat(used.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.rule()).isEqualTo(rule);
      assertThat(finding.column()).isEqualTo(column);
      assertThat(finding.raw()).isEqualTo(value);
      assertThat(finding.row()).isEqualTo(1);
      assertThat(finding.mend()).isEqualTo(Rules.of(rule).orElseThrow().mend());
    });
  }

  @Test
  void whatTheEffectOfARulePromisesHappens() {
    assertThat(stated(used("birth", "2023-02-29"), "household-registration")).doesNotContainKey("birthDate");
    assertThat(stated(used("area", "310108001001"), "household-registration")).containsEntry("community",
        "310108001001");
    assertThat(stated(used("size", "5亩"), "property-occupancy")).containsEntry("floorArea", 5 * 666.67);
    assertThat(stated(used("size", "\"1,080.5 m2\""), "property-occupancy")).containsEntry("floorArea", 1080.5);
    assertThat(stated(used("place", "淄\ufffd川"), "household-registration")).containsEntry("nativePlace", "淄\ufffd川");
  }

  @ParameterizedTest
  @CsvSource({"systolic, 高压120, pressure-form", "both, 120, pressure-form", "unit, mg%, glucose-unit",
      "glucose, 108, glucose-unit"})
  void aMeasurementThatCannotBeReadIsNotGuessed(String column, String value, String rule) {
    Mapping measures = Mapping
        .compile("""
                 mapping: test
                 formats: {delimited: {}}
                 record: id
                 targets:
                   - dataset: health-summary
                     fields:
                       systolic: {pressure: {systolic: systolic, diastolic: diastolic, both: both}, part: systolic}
                       diastolic: {pressure: {systolic: systolic, diastolic: diastolic, both: both}, part: diastolic}
                       glucose: {glucose: {from: glucose, unit: unit}}
                 """, Deliveries.SCHEMAS);
    List<String> names = List.of("id", "systolic", "diastolic", "both", "glucose", "unit");
    String row = String.join(",", names.stream().map(name -> name.equals(column)
        ? value
        : name.equals("id")
            ? "1"
            : name.equals("glucose") && rule.startsWith("glucose") ? "5.6" : "")
        .toList());

    MappedRow.Used used = (MappedRow.Used) Deliveries.read(measures,
        Deliveries.text(String.join(",", names) + "\n" + row + "\n", StandardCharsets.UTF_8)).getLast();

    assertThat(used.findings()).extracting(Finding::rule, Finding::column, Finding::raw)
        .containsExactly(org.assertj.core.groups.Tuple.tuple(rule, column, value));
    assertThat(stated(used, "health-summary")).isEmpty();
  }

  @Test
  void aCodeAndANameThatDisagreeAreBothKept() {
    MappedRow.Used used = used(HEADING + "1,,王桂兰,,,,20,离婚,,,,,\n");

    assertThat(stated(used, "household-registration")).containsEntry("maritalStatus", "20");
    assertThat(used.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.rule()).isEqualTo("code-name-disagree");
      assertThat(finding.raw()).isEqualTo("离婚");
    });
    assertThat(used(HEADING + "1,,王桂兰,,,,20,已婚,,,,,\n").findings()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"单身贵族", "离婚", "2", "x"})
  void aNameThatTheCodeIsNotKnownByIsNoProofOfTheCode(String name) {
    MappedRow.Used used = used(HEADING + "1,,王桂兰,,,,20," + name + ",,,,,\n");

    assertThat(stated(used, "household-registration")).containsEntry("maritalStatus", "20");
    assertThat(used.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.rule()).isEqualTo("code-name-disagree");
      assertThat(finding.column()).isEqualTo("marriedName");
      assertThat(finding.raw()).isEqualTo(name);
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"已婚", " 已婚 ", "已婚(登记)", "现已婚", "Married", "20", "无", ""})
  void aNameThatSaysMoreOrLessThanTheCodesAgrees(String name) {
    assertThat(used(HEADING + "1,,王桂兰,,,,20," + name + ",,,,,\n").findings()).isEmpty();
  }

  @Test
  void aRefusedRowSaysWhichRecordsItIsAboutOnlyWhenAllOfThemAreKnown() {
    Mapping two = Mapping.compile("""
                                  mapping: two
                                  formats: {delimited: {}}
                                  record: id
                                  targets:
                                    - dataset: resident
                                      when: {kind: p}
                                      fields: {name: name}
                                    - dataset: dwelling
                                      when: {kind: d}
                                      record: address
                                      fields: {address: address}
                                  """, Deliveries.SCHEMAS);

    List<MappedRow> rows = Deliveries.read(two,
        Deliveries.text("id,kind,name,address\n1,x,王桂兰,A-1\n2,x,王桂兰,\n,x,王桂兰,A-3\n4,p,王桂兰,\n5,x\n",
            StandardCharsets.UTF_8));

    assertThat(rows).filteredOn(MappedRow.Rejected.class::isInstance)
        .extracting(row -> ((MappedRow.Rejected) row).records())
        .containsExactly(List.of("1", "A-1"), List.of(), List.of(), List.of());
  }

  @Test
  void birthAndSexBesideANumberMustBeThoseInsideIt() {
    MappedRow.Used used = used(HEADING + "1,37030219430512986X,王桂兰,1,1943-05-13,,,,,,,,\n");

    assertThat(used.findings()).extracting(Finding::rule, Finding::column).containsExactly(
        org.assertj.core.groups.Tuple.tuple("resident-id-disagrees", "birth"),
        org.assertj.core.groups.Tuple.tuple("resident-id-disagrees", "sex"));
    assertThat(stated(used, "household-registration")).containsEntry("sex", "1");
    assertThat(used(HEADING + "1,37030219430512986X,王桂兰,2,1943-05-12,,,,,,,,\n").findings()).isEmpty();
  }

  @Test
  void whatOneRecordWasAtSeveralTimesIsNoDuplicate() {
    Mapping steps = Mapping.compile("""
                                    mapping: steps
                                    formats: {json: {}}
                                    record: no
                                    time: time
                                    identifiers: {workOrderNumber: no}
                                    targets:
                                      - dataset: work-order
                                        fields: {workOrderNumber: no, state: step}
                                    """, Deliveries.SCHEMAS);
    String reported = "{\"no\": \"7\", \"time\": \"2025-09-01 08:00:00\", \"step\": \"上报\"}\n";
    String closed = "{\"no\": \"7\", \"time\": \"2025-09-01 09:00:00\", \"step\": \"结案\"}\n";

    List<MappedRow> rows = Deliveries.read(steps, Deliveries.text(reported + closed + closed, StandardCharsets.UTF_8));

    assertThat(rows).extracting(row -> ((MappedRow.Used) row).findings().stream().map(Finding::rule).toList())
        .containsExactly(List.of(), List.of(), List.of("duplicate-in-delivery"));
  }

  @Test
  void aRecordThatComesTwiceInOneDeliveryIsMarkedAndTaken() {
    String row = ",,王桂兰,,,,,,,,,,\n";

    List<MappedRow> rows = Deliveries.read(mapping, Deliveries.text(HEADING + "1" + row + "2" + row + "1" + row,
        StandardCharsets.UTF_8));

    assertThat(((MappedRow.Used) rows.get(1)).findings()).isEmpty();
    assertThat(((MappedRow.Used) rows.get(2)).findings()).extracting(Finding::rule, Finding::raw)
        .containsExactly(org.assertj.core.groups.Tuple.tuple("duplicate-in-delivery", "1"));
    assertThat(((MappedRow.Used) rows.get(2)).claims()).hasSize(2);
  }

  @Test
  void manyRecordsAreToldApart() {
    RecordIds ids = new RecordIds();
    List<Integer> again = new ArrayList<>();

    for (int i = 0; i < 100_000; i++) {
      byte[] id = ("R" + i % 99_999).getBytes(StandardCharsets.UTF_8);
      if (ids.again(id, 0, id.length, Claim.NO_TIME)) {
        again.add(i);
      }
    }

    assertThat(again).containsExactly(99_999);
  }

  @Test
  void everyRuleHasAWordOfItsOwnAndSaysEverythingInBothLanguages() {
    assertThat(Rules.all()).extracting(Rule::word).doesNotHaveDuplicates().allMatch(word -> word.matches("[a-z-]+"));
    assertThat(Rules.all()).allSatisfy(rule -> {
      assertThat(rule.title().zh()).isNotEqualTo(rule.meaning().zh());
      assertThat(rule.mend().en()).isNotBlank();
    });
    assertThat(Rules.of("resident-id-checksum")).isPresent();
    assertThat(Rules.of("weather")).isEmpty();
  }

  private MappedRow.Used used(String column, String value) {
    List<String> names = List.of(HEADING.strip().split(","));
    StringBuilder row = new StringBuilder("1");
    for (String name : names.subList(1, names.size())) {
      row.append(',').append(name.equals(column) ? value : "");
    }
    return used(HEADING + row + "\n");
  }

  private MappedRow.Used used(String file) {
    return (MappedRow.Used) Deliveries.read(mapping, Deliveries.text(file, StandardCharsets.UTF_8)).getLast();
  }

  @Test
  void aCodeThatIsKnownToMeanNothingHereIsNoFlaw() {
    Mapping told = Mapping.compile(MAPPING.replace("sex: sex",
        "sex: {from: sex, translate: {M: 男, X: }}\n      politicalStatus: {from: place, convert: code, coding: police}"),
        Deliveries.SCHEMAS);

    List<MappedRow> rows = Deliveries.read(told,
        Deliveries.text(HEADING + "1,,,X,,2,,,,,,,\n2,,,Y,,3,,,,,,,\n3,,,M,,1,,,,,,,\n",
            StandardCharsets.UTF_8));

    assertThat(((MappedRow.Used) rows.get(0)).findings()).isEmpty();
    assertThat(stated(rows.get(0), "household-registration")).doesNotContainKeys("sex", "politicalStatus");
    assertThat(((MappedRow.Used) rows.get(1)).findings()).extracting(Finding::rule).containsExactly("code-unknown",
        "code-unknown");
    assertThat(stated(rows.get(2), "household-registration")).containsEntry("sex", "1").containsEntry("politicalStatus",
        "01");
  }
}
