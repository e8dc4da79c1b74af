package cn.yilu.mappings;

import static cn.yilu.mappings.Deliveries.bytes;
import static cn.yilu.mappings.Deliveries.read;
import static cn.yilu.mappings.Deliveries.stated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.poi.hssf.record.DateWindow1904Record;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.DateUtil;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TablesTest {
  private static final String MAPPING = """
                                        mapping: test
                                        formats:
                                          delimited: {}
                                          excel: {}
                                        record: 编号
                                        targets:
                                          - dataset: property-occupancy
                                            fields:
                                              name: {from: 姓名, convert: name}
                                              phone: {from: 手机, convert: phone}
                                              movedIn: 入住日期
                                              floorArea: 面积
                                              room: 房号
                                        """;
  private static final List<List<Object>> TABLE = List.of(List.of("某小区业主台账"), List.of("2025年8月", "", "单位:㎡"),
      List.of("编号", "姓名", "手机", "入住日期", "面积", "房号"), List.of("P1", "王桂兰", 13800000000d, 45292d, "1,080.5", 501d),
      List.of("P2", "周建国", "139-0000-0000", "2024年1月2日", 90.25, "3#2-501"), List.of("合计", "", "", "", 1170.75),
      List.of("备注:本表由物业填报"));
  private final Mapping mapping = Mapping.compile(MAPPING, Deliveries.SCHEMAS);

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aTitleAboveTheHeadingAndNotesBelowTheTableAreNoRows(boolean old) throws IOException {
    List<MappedRow> rows = read(mapping, bytes(workbook(old, TABLE, 0), Optional.empty()));

    assertRows(rows);
    assertThat(findings(rows)).contains("heading-found 3", "note-row 合计 1170.75", "note-row 备注:本表由物业填报");
  }

  /** 1925-03-01 has four digits where days are counted from 1900, and another number where they are from 1904. */
  @ParameterizedTest
  @CsvSource({"true, false", "false, false", "true, true", "false, true"})
  void aDayIsTheSameWhereverTheWorkbookCountsFrom(boolean old, boolean from1904) throws IOException {
    LocalDate[] days = {LocalDate.of(1925, 3, 1), LocalDate.of(2024, 1, 1)};
    List<MappedRow> rows;
    try (Workbook book = old ? new HSSFWorkbook() : new XSSFWorkbook()) {
      if (from1904) {
        countFrom1904(book);
      }
      CellStyle style = book.createCellStyle();
      style.setDataFormat(book.createDataFormat().getFormat("yyyy\"年\"m\"月\"d\"日\""));
      Sheet sheet = book.createSheet();
      sheet.createRow(0).createCell(0).setCellValue("编号");
      sheet.getRow(0).createCell(1).setCellValue("入住日期");
      for (int i = 0; i < days.length; i++) {
        Row row = sheet.createRow(i + 1);
        row.createCell(0).setCellValue("P" + i);
        Cell day = row.createCell(1);
        day.setCellValue(DateUtil.getExcelDate(days[i].atStartOfDay(), from1904));
        day.setCellStyle(style);
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      book.write(out);
      rows = read(mapping, bytes(out.toByteArray(), Optional.empty()));
    }

    assertThat(rows.stream().filter(MappedRow.Used.class::isInstance)
        .map(row -> stated(row, "property-occupancy").get("movedIn"))).containsExactly((int) days[0].toEpochDay(),
            (int) days[1].toEpochDay());
  }

  private static void countFrom1904(Workbook book) {
    switch (book) {
      case XSSFWorkbook zipped -> zipped.getCTWorkbook().getWorkbookPr().setDate1904(true);
      case HSSFWorkbook binary -> binary.getInternalWorkbook().getRecords().stream()
          .filter(DateWindow1904Record.class::isInstance).map(DateWindow1904Record.class::cast)
          .forEach(window -> window.setWindowing((short) 1));
      default -> throw new IllegalArgumentException();
    }
  }

  @Test
  void aTextFileIsReadTheSameWayInAnyCharset() {
    String file = """
                  某小区业主台账,,,,,

                  编号,姓名,手机,入住日期,面积,房号
                  P1,王桂兰,13800000000,45292,"1,080.5",501
                  P2,周建国,139-0000-0000,2024年1月2日,90.25,3#2-501
                  合计,,,,1170.75,
                  备注:本表由物业填报
                  """;

    for (byte[] bytes : List.of(file.getBytes(StandardCharsets.UTF_8),
        ("\ufeff" + file).getBytes(StandardCharsets.UTF_8),
        file.getBytes(Charset.forName("GBK")), file.getBytes(Charset.forName("GB18030")),
        ("\ufeff" + file).getBytes(StandardCharsets.UTF_16LE), ("\ufeff" + file).getBytes(StandardCharsets.UTF_16BE),
        file.getBytes(StandardCharsets.UTF_16LE), file.getBytes(StandardCharsets.UTF_16BE))) {
      List<MappedRow> rows = read(mapping, bytes(bytes, Optional.empty()));

      assertRows(rows);
      assertThat(findings(rows)).contains("heading-found 3", "note-row 备注:本表由物业填报").doesNotContain("undecodable ");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"编 号,姓\u3000名,手机,*入住日期,面积,房号", "编号,姓名,手机,\"入住\n日期\",面积,房号*",
      "\ufeff编号, 姓名,手机,入住日期,\u00a0面积 ,房\u200b号"})
  void aHeadingIsReadAsPeopleWriteIt(String heading) {
    List<MappedRow> rows = read(mapping, Deliveries.text(heading + "\nP1,王桂兰,13800000000,45292,\"1,080.5\",501\n"
        + "P2,周建国,139-0000-0000,2024年1月2日,90.25,3#2-501\n", StandardCharsets.UTF_8));

    assertRows(rows);
    assertThat(rows).hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void ofTwoColumnsOfOneNameTheFirstIsUsedAndThatIsSaid(boolean delimited) throws IOException {
    List<List<Object>> table = List.of(List.of("编号", "姓名", "姓名"), List.of("P1", "王桂兰", "周建国"));
    Delivery delivery = delimited
        ? Deliveries.text("编号,姓名,姓名\nP1,王桂兰,周建国\n", StandardCharsets.UTF_8)
        : bytes(workbook(false, table, 0), Optional.empty());

    List<MappedRow> rows = read(mapping, delivery);

    assertThat(stated(rows.getLast(), "property-occupancy")).containsEntry("name", "王桂兰");
    assertThat(findings(rows)).contains("column-twice 姓名");
  }

  /** The first row of data must not be taken for names of columns, which are shown. */
  @Test
  void aTableWithoutHeadingIsUnreadableAndNothingOfItIsRepeated() {
    List<MappedRow> rows = new ArrayList<>();
    Delivery delivery = Deliveries.text("P1,王桂兰,13800000000,45292,90,501\n", StandardCharsets.UTF_8);

    assertThatThrownBy(() -> mapping.read(delivery, rows::add)).isInstanceOf(Unreadable.class)
        .hasMessageContaining("编号").hasMessageNotContaining("王桂兰");

    assertThat(rows).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(delimiter = '!', value = {"; ! ;", "'\t' ! '\\t'", "| ! |", "； ! ；"})
  void aTableWithAnotherSeparatorSaysWhich(String separator, String written) {
    String file = "编号,姓名,手机\nP1,王桂兰,13800000000\n".replace(",", separator);

    assertThatThrownBy(() -> read(mapping, Deliveries.text(file, StandardCharsets.UTF_8)))
        .isInstanceOf(Unreadable.class).hasMessageContaining("separator: \"" + written + "\"");
  }

  /** Programs that cut texts after so many bytes leave half a character; the rest of the file is none the worse for it. */
  @Test
  void halfACharacterMakesAFileOfUtf8NoOtherCharset() {
    byte[] file = "编号,姓名,手机,入住日期,面积,房号\nP1,王桂,13800000000,45292,90,东户\nP2,周建国,,,90,西户\n"
        .getBytes(StandardCharsets.UTF_8);
    int cut = "编号,姓名,手机,入住日期,面积,房号\nP1,王桂".getBytes(StandardCharsets.UTF_8).length - 1;
    byte[] damaged = new byte[file.length - 1];
    System.arraycopy(file, 0, damaged, 0, cut);
    System.arraycopy(file, cut + 1, damaged, cut, file.length - cut - 1);

    List<MappedRow> rows = read(mapping, bytes(damaged, Optional.empty()));

    List<MappedRow> used = rows.stream().filter(row -> row.row() > 0).toList();
    assertThat(stated(used.get(0), "property-occupancy")).containsEntry("name", "王\ufffd").containsEntry("room", "东户");
    assertThat(stated(used.get(1), "property-occupancy")).containsEntry("name", "周建国").containsEntry("room", "西户");
    assertThat(findings(rows)).contains("name-damaged 王\ufffd", "undecodable ");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aHeadingInARowThatTheMappingNamesIsTakenThere(boolean old) throws IOException {
    Mapping fixed = Mapping.compile(MAPPING.replace("excel: {}", "excel: {heading: 3}"), Deliveries.SCHEMAS);

    List<MappedRow> rows = read(fixed, bytes(workbook(old, TABLE, 0), Optional.empty()));

    assertRows(rows);
    assertThat(findings(rows)).doesNotContain("heading-found 3");
  }

  @ParameterizedTest
  @CsvSource({"true, 台账", "false, 台账", "true, 3", "false, 3"})
  void aSheetIsFoundByNameOrNumber(boolean old, String sheet) throws IOException {
    Mapping named = Mapping.compile(MAPPING.replace("excel: {}", "excel: {sheet: " + sheet + "}"), Deliveries.SCHEMAS);

    assertRows(read(named, bytes(workbook(old, TABLE, 2), Optional.empty())));
    assertThatThrownBy(() -> read(named, bytes(workbook(old, TABLE.subList(0, 1), -1), Optional.empty())))
        .isInstanceOf(Unreadable.class);
  }

  /** Cells merged downwards hold their name in the upper row, cells merged sideways name a group in it. */
  @ParameterizedTest
  @CsvSource({"true, 0", "false, 0", "true, 4", "false, 4"})
  void aHeadingOfTwoLayersIsRead(boolean old, int heading) throws IOException {
    List<List<Object>> few = new ArrayList<>(TABLE);
    few.set(2, List.of("编号", "业主", "", "入住", "面积", "房号"));
    few.add(3, List.of("", "姓名", "手机", "入住日期", "", ""));
    List<List<Object>> many = new ArrayList<>(TABLE);
    many.set(2, List.of("编号", "姓名", "手机", "入住日期", "房屋", ""));
    many.add(3, List.of("", "", "", "", "面积", "房号"));
    Mapping layered = Mapping.compile(MAPPING.replace("excel: {}", "excel: {heading: " + heading + "}"),
        Deliveries.SCHEMAS);

    for (List<List<Object>> table : List.of(few, many)) {
      List<MappedRow> rows = read(layered, bytes(workbook(old, table, 0), Optional.empty()));

      assertRows(rows);
      assertThat(findings(rows)).noneMatch(finding -> finding.startsWith("column-missing"));
    }
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aWorkbookWithoutAnythingIsUnreadableLikeAnEmptyFile(boolean old) throws IOException {
    byte[] empty = workbook(old, List.of(), 0);

    assertThatThrownBy(() -> read(mapping, bytes(empty, Optional.empty()))).isInstanceOf(Unreadable.class);
    assertThatThrownBy(() -> read(mapping, bytes(new byte[0], Optional.empty()))).isInstanceOf(Unreadable.class);
  }

  /** A document of another program, an archive, and sheets of which any character may be another. */
  @Test
  void whateverStandsInAZipFileIsRowsOrUnreadable() throws IOException {
    Random random = new Random(11);
    String sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"inlineStr\"><is><t>编号</t></is></c><c r=\"B1\" t=\"str\"><v>姓名</v></c></row>"
        + "<row r=\"2\"><c r=\"A2\" t=\"n\"><v>1</v></c><c r=\"B2\" t=\"s\"><v>0</v></c></row></sheetData></worksheet>";

    assertUnreadable(zip(Map.of("data.csv", "编号\n1\n")));
    assertUnreadable(zip(Map.of("[Content_Types].xml",
        "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>")));
    for (int round = 0; round < 300; round++) {
      StringBuilder damaged = new StringBuilder(sheet);
      for (int i = random.nextInt(3); i >= 0; i--) {
        damaged.setCharAt(random.nextInt(damaged.length()), (char) (' ' + random.nextInt(95)));
      }
      try {
        mapping.read(bytes(workbook(damaged.toString()), Optional.empty()), row -> {});
      } catch (Unreadable e) {
        assertThat(e.reason().zh()).isNotBlank();
      }
    }
    assertThat(read(mapping, bytes(workbook(sheet), Optional.empty())).getLast()).isInstanceOf(MappedRow.Used.class);
  }

  private static byte[] workbook(String sheet) throws IOException {
    String parts = "http://schemas.openxmlformats.org/";
    return zip(Map.of("[Content_Types].xml",
        "<Types xmlns=\"" + parts + "package/2006/content-types\"><Default Extension=\"rels\" ContentType=\""
            + "application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/>"
            + "<Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/></Types>",
        "_rels/.rels",
        "<Relationships xmlns=\"" + parts + "package/2006/relationships\"><Relationship Id=\"r1\" Type=\"" + parts
            + "officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>",
        "xl/workbook.xml",
        "<workbook xmlns=\"" + parts + "spreadsheetml/2006/main\" xmlns:r=\"" + parts
            + "officeDocument/2006/relationships\"><sheets><sheet name=\"a\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>",
        "xl/_rels/workbook.xml.rels",
        "<Relationships xmlns=\"" + parts + "package/2006/relationships\"><Relationship Id=\"r1\" Type=\"" + parts
            + "officeDocument/2006/relationships/worksheet\" Target=\"sheet.xml\"/></Relationships>",
        "xl/sheet.xml", sheet));
  }

  private static byte[] zip(Map<String, String> files) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return out.toByteArray();
  }

  @Test
  void aHeadingWithFewOfTheColumnsIsStillFoundAndLosesNoRow() {
    String file = "台账\n编号,甲,乙\nP1,1,2\nP2,1,2\n";

    List<MappedRow> rows = read(mapping, Deliveries.text(file, StandardCharsets.UTF_8));

    assertThat(rows.stream().filter(row -> row.row() > 0)).hasSize(2)
        .allSatisfy(row -> assertThat(((MappedRow.Used) row).claims()).hasSize(1));
  }

  @Test
  void anOldWorkbookKeepsWhatFormulasLastSaidAndNamesTheirFailures() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (HSSFWorkbook workbook = new HSSFWorkbook()) {
      Sheet sheet = workbook.createSheet();
      fill(sheet, List.of(TABLE.get(2), List.of("P1", "王桂兰", "", "", "", "")));
      Row row = sheet.getRow(1);
      row.getCell(4).setCellFormula("45*2");
      row.getCell(5).setCellFormula("CONCATENATE(\"50\",\"1\")");
      row.getCell(3).setCellFormula("1/0");
      workbook.getCreationHelper().createFormulaEvaluator().evaluateAll();
      workbook.write(out);
    }

    List<MappedRow> rows = read(mapping, bytes(out.toByteArray(), Optional.empty()));

    assertThat(stated(rows.getLast(), "property-occupancy")).containsEntry("floorArea", 90.0).containsEntry("room",
        "501");
    assertThat(findings(rows)).contains("date-form #DIV/0!");
  }

  @Test
  void aBrokenOldWorkbookIsUnreadableWhereverItBreaks() throws IOException {
    byte[] whole = workbook(true, TABLE, 0);
    Random random = new Random(7);

    assertUnreadable(Arrays.copyOf(whole, whole.length / 2));
    for (int i = 0; i < 60; i++) {
      byte[] broken = whole.clone();
      for (int k = 0; k < 40; k++) {
        broken[8 + random.nextInt(broken.length - 8)] = (byte) random.nextInt(256);
      }
      try {
        mapping.read(bytes(broken, Optional.empty()), row -> {});
      } catch (Unreadable e) {
        assertThat(e.reason().zh()).isNotBlank();
      }
    }
  }

  @Test
  void markupThatIsCalledAWorkbookIsNamedAsSuch() {
    assertThatThrownBy(() -> read(mapping, Deliveries.text("<html><table><tr><td>编号</td></tr></table>",
        StandardCharsets.UTF_8))).isInstanceOf(Unreadable.class).hasMessageContaining("HTML");
  }

  private void assertUnreadable(byte[] bytes) {
    assertThatThrownBy(() -> read(mapping, bytes(bytes, Optional.empty()))).isInstanceOf(Unreadable.class);
  }

  private static void assertRows(List<MappedRow> rows) {
    List<MappedRow> used = rows.stream().filter(row -> row.row() > 0).toList();
    assertThat(used).hasSize(2);
    assertThat(stated(used.get(0), "property-occupancy")).containsEntry("name", "王桂兰")
        .containsEntry("phone", "13800000000").containsEntry("movedIn", 19_723).containsEntry("floorArea", 1080.5)
        .containsEntry("room", "501");
    assertThat(stated(used.get(1), "property-occupancy")).containsEntry("phone", "13900000000")
        .containsEntry("movedIn", 19_724).containsEntry("floorArea", 90.25).containsEntry("room", "3#2-501");
  }

  private static List<String> findings(List<MappedRow> rows) {
    List<String> found = new ArrayList<>();
    for (MappedRow row : rows) {
      List<Finding> findings = switch (row) {
        case MappedRow.Noted noted -> noted.findings();
        case MappedRow.Used used -> used.findings();
        case MappedRow.Rejected rejected -> rejected.findings();
      };
      findings.forEach(finding -> found.add(finding.rule() + " " + finding.raw()));
    }
    return found;
  }

  private static byte[] workbook(boolean old, List<List<Object>> table, int sheetsBefore) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (Workbook workbook = old ? new HSSFWorkbook() : new XSSFWorkbook()) {
      for (int i = 0; i < sheetsBefore; i++) {
        fill(workbook.createSheet("封面" + i), List.of(List.of("封面")));
      }
      fill(workbook.createSheet(sheetsBefore < 0 ? "别的" : "台账"), table);
      workbook.write(out);
    }
    return out.toByteArray();
  }

  private static void fill(Sheet sheet, List<List<Object>> table) {
    for (int i = 0; i < table.size(); i++) {
      Row row = sheet.createRow(i);
      for (int k = 0; k < table.get(i).size(); k++) {
        Cell cell = row.createCell(k);
        switch (table.get(i).get(k)) {
          case Double number -> cell.setCellValue(number);
          case Object text -> cell.setCellValue(text.toString());
        }
      }
    }
  }
}
