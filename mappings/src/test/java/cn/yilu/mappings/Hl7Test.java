package cn.yilu.mappings;

import static cn.yilu.mappings.Deliveries.read;
import static cn.yilu.mappings.Deliveries.stated;
import static cn.yilu.mappings.Deliveries.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.model.Segment;
import ca.uhn.hl7v2.parser.GenericModelClassFactory;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Hl7Test {
  private static final String HEADER = "MSH|^~\\&|HIS|A|YILU|B|20250801093000||ADT^A08|1|P|2.5||||||UNICODE UTF-8\r";
  private static final String PID = "PID|1||37030200101000123^^^HF~37030219430512986X^^^MPS||王^桂兰||19430512|F\r";
  private final Mapping mapping = Mapping.compile("""
                                                  mapping: test
                                                  formats:
                                                    hl7: {messages: [ADT^A08, VXU^V04], each: RXA}
                                                  ignored: [MSH, PID-1, RXA-1]
                                                  record: {from: ["PID-3[4=HF].1", RXA-2], join: /}
                                                  targets:
                                                    - dataset: household-registration
                                                      fields:
                                                        name: {from: [PID-5.1, PID-5.2], join: ""}
                                                        nativePlace: PID-11.1.2
                                                        householdKind: OBX-5
                                                        formerName: ORC-2
                                                  """, Deliveries.SCHEMAS);

  @Test
  void aMessageIsReadByItsPlaces() {
    List<MappedRow> rows = read(mapping, utf8(HEADER + PID.replace("|F\r", "|F|||x&淄川^y\r")));

    assertThat(stated(rows.getLast(), "household-registration")).containsEntry("name", "王桂兰")
        .containsEntry("nativePlace", "淄川");
    assertThat(rows.getFirst()).isInstanceOfSatisfying(MappedRow.Noted.class,
        noted -> assertThat(noted.findings()).extracting(Finding::column).containsExactly("PID-7", "PID-8"));
  }

  @ParameterizedTest
  @CsvSource({"a\\F\\b, a|b", "a\\S\\b\\T\\c, a^b&c", "a\\R\\b, a~b", "a\\E\\b, a\\b", "\\X41\\b, Ab",
      "\\XE6B7846\\, \\XE6B7846\\", "\\XE6B784\\, 淄", "\\H\\a\\N\\, a", "a\\b, a\\b", "\\Zx\\a, a",
      "50\\u\\m, 50\\u\\m"})
  void escapesMeanWhatTheyStandFor(String written, String meant) {
    List<MappedRow> rows = read(mapping, utf8(HEADER + PID + "OBX|1|ST|||" + written + "\r"));

    assertThat(stated(rows.getLast(), "household-registration")).containsEntry("householdKind", meant);
  }

  @Test
  void everyGroupOfAMessageIsARowWithWhatIsCommonToAll() {
    String message = HEADER.replace("ADT^A08", "VXU^V04") + PID + "ORC|RE|o1\rRXA|0|1\rOBX|1|ST|||a\r"
        + "ORC|RE|o2\rRXA|0|2\rRXA|0|3\rOBX|1|ST|||c\r";

    List<MappedRow> rows = read(mapping, utf8(message)).stream().filter(row -> row.row() > 0).toList();

    assertThat(rows).extracting(row -> stated(row, "household-registration")).satisfiesExactly(
        first -> assertThat(first).containsEntry("formerName", "o1").containsEntry("householdKind", "a")
            .containsEntry("name", "王桂兰"),
        second -> assertThat(second).containsEntry("formerName", "o2").doesNotContainKey("householdKind"),
        third -> assertThat(third).containsEntry("householdKind", "c").doesNotContainKey("formerName"));
    assertThat(rows).extracting(row -> Deliveries.claim(row, "household-registration").recordId())
        .containsExactly("37030200101000123/1", "37030200101000123/2", "37030200101000123/3");
  }

  @Test
  void aBatchIsReadMessageByMessageAndOneThatIsNotTakenIsARejectedRow() {
    String batch = "FHS|^~\\&|HIS\rBHS|^~\\&|HIS\r" + HEADER + PID + HEADER.replace("A08", "A99") + PID
        + HEADER + PID + "BTS|3\rFTS|1\r";

    List<MappedRow> rows = read(mapping, utf8(batch)).stream().filter(row -> row.row() > 0).toList();

    assertThat(rows).hasSize(3);
    assertThat(rows.get(1)).isInstanceOfSatisfying(MappedRow.Rejected.class, rejected -> {
      assertThat(rejected.findings()).extracting(Finding::rule).containsExactly("message-unsupported");
      assertThat(rejected.raw()).startsWith("MSH|").contains("A99");
    });
    assertThat(stated(rows.get(2), "household-registration")).containsEntry("name", "王桂兰");
  }

  @Test
  void aLongBatchIsReadInPieces() {
    StringBuilder batch = new StringBuilder();
    for (int i = 0; i < 5_000; i++) {
      batch.append(HEADER).append(PID.replace("桂兰", "桂兰" + i));
    }
    int[] count = {0};

    mapping.read(utf8(batch.toString()), row -> {
      if (row.row() > 0) {
        assertThat(stated(row, "household-registration")).containsEntry("name", "王桂兰" + count[0]++);
      }
    });

    assertThat(count[0]).isEqualTo(5_000);
  }

  @Test
  void aSegmentBrokenByALineEndIsPutTogether() {
    List<MappedRow> rows = read(mapping, utf8(HEADER + PID + "OBX|1|ST|||第一行\r\n第二行|x\r"));

    assertThat(stated(rows.getLast(), "household-registration")).containsEntry("householdKind", "第一行 第二行");
    assertThat(notes(rows)).contains("segment-broken");
  }

  @Test
  void aMessageEncodedAsXmlTextIsRestored() {
    String message = (HEADER + PID + "OBX|1|ST|||a\\T\\b <c>\r").replace("&", "&amp;").replace("<", "&lt;")
        .replace(">", "&gt;").replace("\r", "&#13;\r");

    List<MappedRow> rows = read(mapping, utf8(message));

    assertThat(stated(rows.getLast(), "household-registration")).containsEntry("householdKind", "a&b <c>");
    assertThat(notes(rows)).contains("entity-encoded");
  }

  @Test
  void aCharsetThatLiesAndOtherLineEndsAreReadRightly() {
    byte[] bytes = (HEADER + PID).replace('\r', '\n').getBytes(Charset.forName("GB18030"));

    List<MappedRow> rows = read(mapping, Deliveries.bytes(bytes, java.util.Optional.empty()));

    assertThat(stated(rows.getLast(), "household-registration")).containsEntry("name", "王桂兰");
    assertThat(notes(rows)).contains("charset-differs");
  }

  @Test
  void aMessageAloneThatCannotBeTakenIsUnreadable() {
    assertThatThrownBy(() -> read(mapping, utf8(HEADER.replace("A08", "A99") + PID))).isInstanceOf(Unreadable.class);
    assertThatThrownBy(() -> read(mapping, utf8("MSH|^~\\&|A"))).isInstanceOf(Unreadable.class);
    assertThatThrownBy(() -> read(mapping, utf8(HEADER + "OBX|1|ST|||" + "x".repeat(5 << 20))))
        .isInstanceOf(Unreadable.class);
  }

  /** The oracle is HAPI's own parser: what it says of each place, we say too. */
  @ParameterizedTest
  @CsvSource(delimiter = ';', value = {"a^b&c~d^e", "\"\"", "^^x", "a&b&c^d", "~b", "a\\T\\b^\\S\\c", "'  x '",
      "&b^&c"})
  void aPlaceHoldsWhatTheReferenceParserFindsThere(String field) throws Exception {
    try (DefaultHapiContext context = new DefaultHapiContext()) {
      context.setModelClassFactory(new GenericModelClassFactory());
      context.setValidationContext(ValidationContextFactory.noValidation());
      String message = HEADER + "ZZZ|1|" + field + "|end\r";
      Segment theirs = (Segment) context.getPipeParser().parse(message).get("ZZZ");

      Hl7Segment ours = Hl7Message
          .read(CharBuffer.wrap(message.toCharArray()), CharBuffer.wrap(message.toCharArray()), reading()).orElseThrow()
          .segments().getLast();

      for (int component = 1; component <= 4; component++) {
        String expected = Terser.get(theirs, 2, 0, component, 1);
        assertThat(ours.text(2, component))
            .isEqualTo(expected == null || expected.equals("\"\"") ? "" : expected);
      }
    }
  }

  private static Reading reading() {
    Plan plan = new Plan(new Columns(), new Formats(false, java.util.Optional.empty(), List.of()),
        List.of(), new Value[0], new Target[0]);
    return new Reading(plan, utf8(""), row -> {});
  }

  private static List<String> notes(List<MappedRow> rows) {
    return rows.stream().filter(MappedRow.Noted.class::isInstance).map(MappedRow.Noted.class::cast)
        .flatMap(noted -> noted.findings().stream()).map(Finding::rule).toList();
  }

  private static Delivery utf8(String text) {
    return text(text, StandardCharsets.UTF_8);
  }
}
