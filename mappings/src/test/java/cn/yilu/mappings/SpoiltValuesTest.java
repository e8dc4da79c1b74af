package cn.yilu.mappings;

import static cn.yilu.mappings.Deliveries.stated;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values that were whole once: masked on purpose, or damaged by a spreadsheet. */
class SpoiltValuesTest {
  private static final String MAPPING = """
                                        mapping: test
                                        formats:
                                          delimited: {}
                                          excel: {}
                                        record: id
                                        identifiers:
                                          residentId: {from: card, convert: resident-id}
                                        targets:
                                          - dataset: resident
                                            fields:
                                              residentId: {from: card, convert: resident-id}
                                              name: {from: name, convert: name}
                                              phone: {from: phone, convert: phone}
                                              grid: {from: grid, convert: digits, length: 15}
                                              residenceAddress: home
                                        """;
  private static final String HEADING = "id,card,name,phone,grid,home\n";
  private final Mapping mapping = Mapping.compile(MAPPING, Deliveries.SCHEMAS);

  @ParameterizedTest
  @CsvSource({"card, 370302********9819, masked", "card, 370302XXXXXXXX9819, masked", "card, 3703021943****, masked",
      "card, 37030219430512X819, resident-id-character", "name, 王*, masked", "name, 王＊兰, masked",
      "name, #N/A, spreadsheet-error", "phone, 138****1234, masked", "phone, 138xxxx1234, masked",
      "phone, 1380000, phone-form", "phone, 1.38E+10, spreadsheet-damage", "grid, 37030200100****, masked",
      "grid, 3.70302E+14, spreadsheet-damage", "home, 3.70302E+17, spreadsheet-damage"})
  void aSpoiltValueIsLeftOutForItsOwnReasonAndTheRowIsUsed(String column, String value, String rule) {
    MappedRow.Used used = (MappedRow.Used) read(row(column, value)).getLast();

    assertThat(used.findings()).singleElement().satisfies(finding -> {
      assertThat(finding.rule()).isEqualTo(rule);
      assertThat(finding.column()).isEqualTo(column);
      assertThat(finding.raw()).isEqualTo(value);
    });
    assertThat(stated(used, "resident")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"home, 5E3号楼", "home, 1E10", "home, 2E+5区", "name, XX"})
  void whatOnlyLooksALittleLikeItIsTaken(String column, String value) {
    MappedRow.Used used = (MappedRow.Used) read(row(column, value)).getLast();

    assertThat(used.findings()).isEmpty();
    assertThat(stated(used, "resident")).containsValue(value);
  }

  /** Two records whose ids a spreadsheet rounded would be taken for one. */
  @Test
  void aRecordIdOfWhichDigitsWereLostIsNoId() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (XSSFWorkbook workbook = new XSSFWorkbook()) {
      Sheet sheet = workbook.createSheet();
      Row heading = sheet.createRow(0);
      heading.createCell(0).setCellValue("id");
      heading.createCell(1).setCellValue("name");
      for (int i = 1; i < 3; i++) {
        Row row = sheet.createRow(i);
        row.createCell(0).setCellValue((double) (202508010000000000L + i));
        row.createCell(1).setCellValue("王桂兰");
      }
      workbook.write(out);
    }

    List<MappedRow> rows = Deliveries.read(mapping, Deliveries.bytes(out.toByteArray(), Optional.empty())).stream()
        .filter(row -> row.row() > 0).toList();

    assertThat(rows).hasSize(2).allSatisfy(row -> assertThat(((MappedRow.Rejected) row).findings())
        .extracting(Finding::rule).containsExactly("spreadsheet-damage", "record-id-missing"));
  }

  private List<MappedRow> read(String row) {
    return Deliveries.read(mapping, Deliveries.text(HEADING + row, StandardCharsets.UTF_8));
  }

  private static String row(String column, String value) {
    StringBuilder row = new StringBuilder("1");
    for (String name : HEADING.strip().split(",")) {
      row.append(name.equals("id") ? "" : name.equals(column) ? "," + value : ",");
    }
    return row.append('\n').toString();
  }
}
