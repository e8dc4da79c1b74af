package cn.yilu.mappings;

import static cn.yilu.mappings.Deliveries.read;
import static cn.yilu.mappings.Deliveries.stated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FhirTest {
  private static final String PATIENT = """
                                        {"resourceType":"Patient","id":"p1",
                                         "identifier":[{"system":"urn:oid:2.16.156.10011.1.2","value":"37030200101000123"},
                                                       {"system":"urn:oid:2.16.156.10011.1.3","value":"37030219430512986X"}],
                                         "name":[{"use":"official","text":"王桂兰","family":"王"}],
                                         "extension":[{"url":"http://example.org/ethnicity",
                                                       "valueCoding":{"system":"s","code":"01"}}],
                                         "telecom":[{"system":"email","value":"a@b"},{"system":"phone","value":"13800000000"}],
                                         "birthDate":"1943-05-12","deceasedBoolean":false,"photo":[{"data":"xx"}]}
                                        """;
  private static final String READING = """
                                        {"resourceType":"Observation","id":"o1","subject":{"reference":"Patient/p1"},
                                         "component":[{"code":{"coding":[{"system":"x","code":"1"},{"code":"8480-6"}]},
                                                       "valueQuantity":{"value":135,"unit":"mmHg"}},
                                                      {"code":{"coding":[{"code":"8462-4"}]},"valueQuantity":{"value":85.0}}],
                                         "effectiveDateTime":"2025-08-01T09:30:00+08:00"}
                                        """;
  private final Mapping mapping = Mapping
      .compile("""
               mapping: test
               formats:
                 fhir: {resources: [Patient, Observation]}
               ignored: [telecom]
               record: id
               withdrawn: {entry.request.method: DELETE}
               targets:
                 - dataset: household-registration
                   fields:
                     residentId: "subject.resolve().identifier[system=urn:oid:2.16.156.10011.1.3].value"
                     name: Patient.name.where(use='official').text
                     birthDate: Patient.birthDate
                     householdKind: "component[code.coding.code=8480-6].value.ofType(Quantity).value"
               """, Deliveries.SCHEMAS);

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {"Patient.birthDate|1943-05-12", "birthDate|1943-05-12",
      "Observation.birthDate|''",
      "identifier[system=urn:oid:2.16.156.10011.1.3].value|37030219430512986X",
      "Patient.identifier.where(system='urn:oid:2.16.156.10011.1.3').value|37030219430512986X",
      "identifier[0].value|37030200101000123", "identifier[7].value|''",
      "identifier[system^=urn:oid:2.16].value|37030200101000123",
      "extension('http://example.org/ethnicity').value.code|01",
      "extension[url=http://example.org/ethnicity].valueCoding.code|01",
      "telecom[system=phone].value|13800000000", "name.first().family|王", "deceased|false", "name|''", "weather|''"})
  void aPathLeadsToItsFirstValue(String path, String value) throws Exception {
    JsonNode patient = new ObjectMapper().readTree(PATIENT);

    assertThat(FhirPath.parse(path).orElseThrow().value(patient, reference -> Optional.empty())).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "Patient", "a..b", "a.where(b)", "a[", "a.sum()", "a b", "1a"})
  void whatIsNoPathIsAFault(String path) {
    assertThat(FhirPath.parse(path)).isEmpty();
  }

  @Test
  void resourcesOfABundleAreRowsAndMayLookAtEachOther() {
    String bundle = "{\"resourceType\":\"Bundle\",\"type\":\"searchset\",\"total\":2,\"entry\":[{\"resource\":"
        + READING
        + "},{\"fullUrl\":\"x\",\"resource\":" + PATIENT
        + "},{\"resource\":{\"resourceType\":\"OperationOutcome\"}},{\"request\":{\"method\":\"DELETE\",\"url\":\"Patient/p9\"}}],\"link\":[]}";

    List<MappedRow> rows = read(mapping, utf8(bundle));

    List<MappedRow> used = rows.stream().filter(row -> row.row() > 0).toList();
    assertThat(stated(used.get(0), "household-registration")).containsEntry("residentId", "37030219430512986X")
        .containsEntry("householdKind", "135");
    assertThat(stated(used.get(1), "household-registration")).containsEntry("name", "王桂兰");
    assertThat(Deliveries.claim(used.get(2), "household-registration")).satisfies(claim -> {
      assertThat(claim.recordId()).isEqualTo("p9");
      assertThat(claim.withdrawn()).isTrue();
    });
    assertThat(rows.stream().filter(MappedRow.Noted.class::isInstance).map(MappedRow.Noted.class::cast)
        .flatMap(noted -> noted.findings().stream())).extracting(finding -> finding.rule() + " " + finding.column())
        .contains("content-skipped OperationOutcome", "column-unmapped Patient.photo")
        .doesNotContain("column-unmapped Patient.telecom", "column-unmapped Observation.component");
  }

  @Test
  void bulkExportIsReadLineByLineAndABrokenLineCostsOnlyItself() {
    String line = PATIENT.replace("\n", "");

    List<MappedRow> rows = read(mapping, utf8(line + "\n" + line.substring(0, 60) + "\n" + line + "\n")).stream()
        .filter(row -> row.row() > 0).toList();

    assertThat(rows).hasSize(3);
    assertThat(rows.get(1)).isInstanceOf(MappedRow.Rejected.class);
    assertThat(stated(rows.get(2), "household-registration")).containsEntry("name", "王桂兰");
  }

  @Test
  void anErrorOfTheServerOrABrokenBundleIsUnreadableAndEntriesBeforeStand() {
    List<MappedRow> rows = new java.util.ArrayList<>();
    Mapping streaming = Mapping.compile("""
                                        mapping: test
                                        formats:
                                          fhir: {}
                                        record: id
                                        targets:
                                          - dataset: household-registration
                                            fields:
                                              name: Patient.name.text
                                        """, Deliveries.SCHEMAS);

    assertThatThrownBy(() -> read(mapping, utf8("{\"resourceType\":\"OperationOutcome\",\"issue\":[]}")))
        .isInstanceOf(Unreadable.class);
    assertThatThrownBy(() -> streaming.read(
        utf8("{\"resourceType\":\"Bundle\",\"entry\":[{\"resource\":" + PATIENT + "},{\"res"), rows::add))
        .isInstanceOf(Unreadable.class);
    assertThat(rows.stream().filter(row -> row.row() > 0)).hasSize(1);
    assertThat(read(mapping, utf8("{\"resourceType\":\"Bundle\",\"total\":0}"))).isEmpty();
  }

  @Test
  void clinicalDocumentsAreReadByXPathWithoutTheirNamespaces() {
    Mapping cda = Mapping
        .compile("""
                 mapping: test
                 formats:
                   xml: {record: ClinicalDocument}
                 ignored: [component/*]
                 record: "recordTarget/patientRole/id[@root='2.16.156.10011.1.2']/@extension"
                 targets:
                   - dataset: household-registration
                     fields:
                       residentId: "recordTarget/patientRole/patient/id[@root='2.16.156.10011.1.3']/@extension"
                       name: recordTarget/patientRole/patient/name
                       sex: "recordTarget//administrativeGenderCode[@codeSystem='2.16.156.10011.2.3.3.4']/@code"
                       birthDate: recordTarget/patientRole/patient/birthTime/@value
                       householdKind: "//observation[code/@code='DE04.10.174.00']/value/@value"
                 """, Deliveries.SCHEMAS);
    String document = """
                      <?xml version="1.0" encoding="UTF-8"?>
                      <ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">
                       <typeId root="2.16.840.1.113883.1.3" extension="POCD_MT000040"/>
                       <recordTarget><patientRole><id root="1" extension="x"/>
                        <id root="2.16.156.10011.1.2" extension="37030200101000123"/>
                        <patient><id root="2.16.156.10011.1.3" extension="37030219430512986X"/><name>王桂兰</name>
                         <administrativeGenderCode code="2" codeSystem="2.16.156.10011.2.3.3.4"/><birthTime value="19430512"/>
                        </patient></patientRole></recordTarget>
                       <component><structuredBody><component><section><entry><observation classCode="OBS">
                        <code code="DE04.10.174.00"/><value xsi:type="PQ" value="135" unit="mmHg"/></observation></entry></section>
                       </component></structuredBody></component>
                      </ClinicalDocument>
                      """;

    List<MappedRow> rows = read(cda, utf8(document));

    assertThat(stated(rows.getFirst(), "household-registration")).containsEntry("residentId", "37030219430512986X")
        .containsEntry("name", "王桂兰").containsEntry("sex", "2").containsEntry("birthDate", -9731)
        .containsEntry("householdKind", "135");
    assertThat(Deliveries.claim(rows.getFirst(), "household-registration").recordId()).isEqualTo("37030200101000123");
    assertThat(((MappedRow.Noted) rows.getLast()).findings()).extracting(Finding::column).contains("typeId/@root",
        "recordTarget/patientRole/id/@root").noneMatch(column -> column.startsWith("component"));
  }

  @Test
  void placesThatAFormCannotHaveAreFaultsWhereTheyStand() {
    assertThatThrownBy(() -> Mapping.compile("""
                                             mapping: test
                                             formats:
                                               fhir: {}
                                             record: id
                                             targets:
                                               - dataset: resident
                                                 fields:
                                                   name: "name.sum()"
                                             """, Deliveries.SCHEMAS)).isInstanceOfSatisfying(InvalidMapping.class,
        invalid -> assertThat(invalid.faults()).singleElement().satisfies(fault -> {
          assertThat(fault.line()).isEqualTo(8);
          assertThat(fault.column()).isEqualTo(13);
        }));
    assertThatThrownBy(() -> Mapping.compile("""
                                             mapping: test
                                             formats:
                                               xml: {record: r}
                                             record: "id[@a='1'"
                                             targets:
                                               - dataset: resident
                                                 fields:
                                                   name: n
                                             """, Deliveries.SCHEMAS)).isInstanceOfSatisfying(InvalidMapping.class,
        invalid -> assertThat(invalid.faults().getFirst().line()).isEqualTo(4));
  }

  private static Delivery utf8(String text) {
    return Deliveries.text(text, StandardCharsets.UTF_8);
  }
}
