package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.http.model.Finding;
import cn.yilu.catalogue.http.model.Rejection;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;

/** Rejected rows as a table, one line a finding, for spreadsheets. Values that a spreadsheet would run are made text. */
final class RejectionTable {
  private static final List<String> HEADING = List.of("批次 delivery", "行 row", "收到 received", "字段 column", "规则 rule",
      "原值 value", "怎样更正", "how to mend", "整行 whole row");
  private static final int LONGEST_CELL = 32_000;

  private final Consumer<List<String>> lines;
  private final Supplier<byte[]> bytes;

  private RejectionTable(Consumer<List<String>> lines, Supplier<byte[]> bytes) {
    this.lines = lines;
    this.bytes = bytes;
    lines.accept(HEADING);
  }

  /** CSV in UTF-8 with the mark by which spreadsheets know it. */
  static RejectionTable text() {
    StringBuilder text = new StringBuilder("\ufeff");
    return new RejectionTable(
        cells -> text.append(cells.stream().map(RejectionTable::quoted).collect(Collectors.joining(",")))
            .append("\r\n"),
        () -> text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** A workbook. */
  static RejectionTable workbook() {
    SXSSFWorkbook book = new SXSSFWorkbook(200);
    Sheet sheet = book.createSheet("退回 rejected");
    int[] next = {0};
    return new RejectionTable(cells -> {
      var row = sheet.createRow(next[0]++);
      for (int i = 0; i < cells.size(); i++) {
        row.createCell(i).setCellValue(cells.get(i));
      }
    }, () -> written(book));
  }

  private static byte[] written(SXSSFWorkbook book) {
    try (book; ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      book.write(out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("a workbook cannot be written", e);
    }
  }

  void add(Rejection row) {
    for (Finding finding : row.getFindings()) {
      lines.accept(List.of(plain(row.getDelivery()), String.valueOf(row.getRow()), String.valueOf(row.getReceived()),
          plain(finding.getColumn()), finding.getRule(), plain(finding.getRaw()), finding.getMend().getZh(),
          finding.getMend().getEn(), plain(row.getRaw())));
    }
  }

  byte[] bytes() {
    return bytes.get();
  }

  private static String plain(@org.jspecify.annotations.Nullable String value) {
    String text = Objects.requireNonNullElse(value, "");
    String cut = text.length() > LONGEST_CELL ? text.substring(0, LONGEST_CELL) : text;
    return !cut.isEmpty() && "=+-@\t\r".indexOf(cut.charAt(0)) >= 0 ? "'" + cut : cut;
  }

  private static String quoted(String cell) {
    return '"' + cell.replace("\"", "\"\"") + '"';
  }
}
