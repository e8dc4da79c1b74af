package cn.yilu.mappings;

import static cn.yilu.mappings.Deliveries.bytes;
import static cn.yilu.mappings.Deliveries.read;
import static cn.yilu.mappings.Deliveries.stated;
import static cn.yilu.mappings.Deliveries.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatsTest {
  private static final Path GOLDEN = Path.of("src/test/resources/golden");

  @Test
  void aWorkbookReadsLikeTheFile() throws IOException {
    String file = Files.readString(GOLDEN.resolve("property-files/ledger.csv"), Charset.forName("GB18030"));
    Mapping mapping = Deliveries.released("property-files");

    List<MappedRow> fromWorkbook = read(mapping, bytes(workbook(file), Optional.empty()));

    List<MappedRow> fromFile = read(mapping, text(file, Charset.forName("GB18030")));
    assertThat(fromWorkbook).hasSameSizeAs(fromFile);
    for (int i = 1; i < fromFile.size(); i++) {
      assertThat(stated(fromWorkbook.get(i), "property-occupancy"))
          .isEqualTo(stated(fromFile.get(i), "property-occupancy"));
    }
  }

  @Test
  void aRowOfOneTableAmongSeveralLacksNoColumnOfTheOthers() {
    Map<String, String> letter = Map.of("zmbh", "ZM1", "zmlx", "Z1", "gxsj", "2024-09-02T02:00:00Z", "__deleted",
        "false", "__time", "2024-09-02T02:00:00Z", "__table", "public.mz_zm");

    List<MappedRow> rows = read(Deliveries.released("civil-affairs"), Deliveries.rows(List.of(letter)));

    assertThat(rows).singleElement().satisfies(
        row -> assertThat(stated(row, "certificate")).containsEntry("certificateKind", "letter/hardship"));
  }

  @Test
  void aWorkbookKeepsNumbersAndDaysAsStored() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (XSSFWorkbook workbook = new XSSFWorkbook()) {
      var sheet = workbook.createSheet();
      Row heading = sheet.createRow(0);
      heading.createCell(0).setCellValue("编号");
      heading.createCell(1).setCellValue("手机");
      heading.createCell(2).setCellValue("入住日期");
      heading.createCell(3).setCellValue("证件号");
      Row row = sheet.createRow(2);
      row.createCell(0).setCellValue(17);
      row.createCell(1).setCellValue(13_800_000_000d);
      row.createCell(2).setCellValue(45_292);
      row.createCell(3).setCellValue((double) 370302194305129819L);
      workbook.write(out);
    }

    List<MappedRow> rows = read(Deliveries.released("property-files"), bytes(out.toByteArray(), Optional.empty()));

    MappedRow.Used used = (MappedRow.Used) rows.getLast();
    assertThat(stated(used, "property-occupancy")).containsEntry("phone", "13800000000").containsEntry("movedIn",
        19_723);
    assertThat(used.findings()).extracting(Finding::rule).containsExactly("resident-id-damaged");
  }

  @Test
  void aBrokenWorkbookIsUnreadable() throws IOException {
    byte[] whole = workbook("编号,姓名\n1,王桂兰\n");

    assertThatThrownBy(() -> read(Deliveries.released("property-files"),
        bytes(Arrays.copyOf(whole, whole.length / 2), Optional.empty()))).isInstanceOf(Unreadable.class);
  }

  private static byte[] workbook(String file) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (XSSFWorkbook workbook = new XSSFWorkbook()) {
      var sheet = workbook.createSheet("台账");
      int number = 0;
      for (String line : file.split("\n")) {
        Row row = sheet.createRow(number++);
        int column = 0;
        for (String cell : line.replace("\"1,234.50\"", "1234.50").split(",", -1)) {
          row.createCell(column++).setCellValue(cell);
        }
      }
      workbook.write(out);
    }
    return out.toByteArray();
  }

  @Test
  void xmlWithADocumentTypeIsRefusedOutsideAndInside() {
    String bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]>";
    String file = "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><老人列表><老人><编号>1</编号><姓名>&a;</姓名></老人></老人列表>";

    assertUnreadable("elder-xml", bomb + "<r><GetEldersResult/></r>");
    assertUnreadable("elder-xml", "<r><GetEldersResult>" + escape(bomb + "<老人列表/>") + "</GetEldersResult></r>");
    assertUnreadable("elder-xml", "<r><GetEldersResult>" + escape(file) + "</GetEldersResult></r>");
  }

  @Test
  void rowsBeforeABrokenPlaceInXmlStand() {
    List<MappedRow> rows = new java.util.ArrayList<>();
    String inner = "<老人列表><老人><编号>E1</编号><姓名>王桂兰</姓名></老人><老人><编号>E2";
    Delivery delivery = text("<r><GetEldersResult>" + escape(inner) + "</GetEldersResult></r>", StandardCharsets.UTF_8);

    assertThatThrownBy(() -> Deliveries.released("elder-xml").read(delivery, rows::add)).isInstanceOf(Unreadable.class);

    assertThat(rows).hasSize(1);
    assertThat(stated(rows.getFirst(), "resident")).containsEntry("name", "王桂兰");
  }

  @Test
  void aLongDocumentInAStringIsReadPieceByPiece() {
    StringBuilder inner = new StringBuilder("<?xml version=\"1.0\"?><老人列表>");
    for (int i = 0; i < 20_000; i++) {
      inner.append("<老人><编号>E").append(i).append("</编号><姓名>王桂兰</姓名><住址>般阳路5号3号楼2单元501 &amp;</住址></老人>");
    }
    String file = "<r><GetEldersResult>" + escape(inner.append("</老人列表>").toString()) + "</GetEldersResult></r>";
    int[] count = {0};

    Deliveries.released("elder-xml").read(text(file, StandardCharsets.UTF_8), row -> count[0] += row.row() > 0 ? 1 : 0);

    assertThat(count[0]).isEqualTo(20_000);
  }

  private static final String ELDER = "<老人><编号>E1</编号><姓名>王桂兰</姓名><住址>#</住址></老人>";

  /** What programs write that put XML together as text. */
  @ParameterizedTest
  @CsvSource({"A&B, A&B", "A&amp;B, A&B", "&nbsp;5号, &nbsp;5号", "5号&#65;, 5号A", "5号&#x42;, 5号B", "&, &",
      "&#;5, \ufffd5", "&#xd800;5, \ufffd5",
      "<![CDATA[A&B]]>, A&B", "<![CDATA[A&amp;B]]]]>, A&amp;B]]", "5号&#0;, 5号\ufffd", "5\u000b号, 5\ufffd号"})
  void anAmpersandOrAControlCharacterSpoilsNoMoreThanItsValue(String written, String meant) {
    String inner = "<老人列表>" + ELDER.replace("#", written) + ELDER.replace("E1", "E2").replace("#", "般阳路5号") + "</老人列表>";

    for (String file : List.of("  \n<r><GetEldersResult>" + escape(inner) + "</GetEldersResult></r>",
        "<r><GetEldersResult><![CDATA[" + inner.replace("]]>", "]]]]><![CDATA[>") + "]]></GetEldersResult></r>")) {
      List<MappedRow> rows = read(Deliveries.released("elder-xml"), text(file, StandardCharsets.UTF_8));

      assertThat(stated(rows.getFirst(), "resident")).containsEntry("residenceAddress", "山东省淄博市淄川区" + meant);
      assertThat(stated(rows.getLast(), "resident")).containsEntry("residenceAddress", "山东省淄博市淄川区般阳路5号");
    }
  }

  @Test
  void mendedXmlIsTheSameWhereverItIsCut() throws IOException {
    String xml = "<a>&amp; &#65; & &nbsp;&lt;</a><![CDATA[ & &amp; ]] ]]>&#0;&".repeat(400);
    StringBuilder mended = new StringBuilder();
    Random random = new Random(4);

    try (Reader reader = new MendedXml(new StringReader(xml) {
      @Override
      public int read(char[] into, int from, int length) throws IOException {
        return super.read(into, from, Math.min(length, 1 + random.nextInt(7)));
      }
    })) {
      char[] piece = new char[64];
      for (int read = reader.read(piece, 0, 1 + random.nextInt(64)); read >= 0; read = reader.read(piece, 0,
          1 + random.nextInt(64))) {
        mended.append(piece, 0, read);
      }
    }

    assertThat(mended).hasToString(
        "<a>&amp; &#65; &amp; &amp;nbsp;&lt;</a><![CDATA[ & &amp; ]] ]]>\ufffd&amp;".repeat(400));
  }

  @Test
  void anAnswerWithoutTheDocumentThatIsUnwrappedIsUnreadable() {
    assertUnreadable("elder-xml", "<Envelope><Body><Fault><faultstring>系统繁忙</faultstring></Fault></Body></Envelope>");
    assertUnreadable("elder-xml", "<html><body>502 Bad Gateway</body></html>");
  }

  @Test
  void whatBreaksOffSaysWhere() {
    assertThatThrownBy(() -> read(Deliveries.released("elder-mqtt"), text("[{\"deviceId\":\"D1\"},\n  {\"dev\" 1}]",
        StandardCharsets.UTF_8))).isInstanceOf(Unreadable.class).hasMessageContaining("line 2, column");
    assertThatThrownBy(() -> read(Deliveries.released("elder-xml"), text("<r>\n\n<a></b></r>",
        StandardCharsets.UTF_8))).isInstanceOf(Unreadable.class).hasMessageContaining("line 3, column");
  }

  @Test
  void aMessageBehindAByteOrderMarkIsRead() throws IOException {
    byte[] message = Files.readAllBytes(GOLDEN.resolve("health-mllp/registration.hl7"));
    byte[] marked = new byte[message.length + 3];
    System.arraycopy(message, 0, marked, 3, message.length);
    marked[0] = (byte) 0xef;
    marked[1] = (byte) 0xbb;
    marked[2] = (byte) 0xbf;

    assertThat(read(Deliveries.released("health-mllp"), bytes(marked, Optional.empty())).getLast())
        .isInstanceOf(MappedRow.Used.class);
  }

  @Test
  void anEmptyAnswerHasNoRows() {
    assertThat(read(Deliveries.released("elder-xml"),
        text("<r><GetEldersResult>" + escape("<老人列表></老人列表>") + "</GetEldersResult></r>", StandardCharsets.UTF_8)))
        .isEmpty();
  }

  @Test
  void whatIsNoHl7IsUnreadable() {
    assertUnreadable("health-mllp", "GET / HTTP/1.1\r\n\r\n");
    assertUnreadable("health-mllp", "");
    assertUnreadable("health-mllp", "MSH");
    assertUnreadable("health-mllp", "MSH|^~\\&|A|B|C|D|20250801||SIU^S12|1|P|2.5\rSCH|1\r");
  }

  @Test
  void aMessageCutOffAfterItsHeaderIsRejectedForItsMissingId() {
    List<MappedRow> rows = read(Deliveries.released("health-mllp"), text(
        "MSH|^~\\&|A|B|C|D|20250801||ADT^A04|1|P|2.5||||||UNICODE UTF-8\rPID|1||3703020", StandardCharsets.UTF_8));

    assertThat(rows.getLast()).isInstanceOf(MappedRow.Rejected.class);
  }

  @Test
  void whatIsNoJsonIsUnreadableButRowsBeforeItStand() {
    List<MappedRow> rows = new java.util.ArrayList<>();
    Delivery delivery = text("[{\"deviceId\":\"D1\",\"ts\":1767225600000,\"type\":\"HR\",\"value\":70},{\"dev",
        StandardCharsets.UTF_8);

    assertThatThrownBy(() -> Deliveries.released("elder-mqtt").read(delivery, rows::add))
        .isInstanceOf(Unreadable.class);

    assertThat(rows).hasSize(1);
    assertUnreadable("elder-mqtt", "hello");
    assertUnreadable("elder-mqtt", "[".repeat(2000));
  }

  @Test
  void aDeliveryOfAFormTheSourceDoesNotHaveIsUnreadable() {
    assertThatThrownBy(() -> read(Deliveries.released("elder-mqtt"), Deliveries.rows(List.of())))
        .isInstanceOf(Unreadable.class);
    assertUnreadable("registry", "PK\u0003\u0004");
  }

  private static void assertUnreadable(String mapping, String content) {
    assertThatThrownBy(() -> read(Deliveries.released(mapping), text(content, StandardCharsets.UTF_8)))
        .isInstanceOf(Unreadable.class);
  }

  private static String escape(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
