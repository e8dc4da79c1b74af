package cn.yilu.catalogue.intake;

import cn.yilu.catalogue.http.model.Finding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;

/** Kept rows as a table, one line a finding, for spreadsheets. Values that a spreadsheet would run are made text. */
final class KeptTable {
  private static final List<String> HEADING = List.of("批次 delivery", "行 row", "收到 received", "字段 column", "规则 rule",
      "原值 value", "怎样更正", "how to mend", "整行或记录号 whole row or record id");
  private static final int LONGEST_CELL = 32_000;
  private static final int MOST_CHARACTERS = 16 << 20;
  private static final String CUT = "列表过长,到此为止;请按规则、批次或时间筛选后再导出 / the list is too long and ends here: "
      + "export it by rule, delivery or time";

  private final Consumer<List<String>> lines;
  private long characters;
  private final Supplier<byte[]> bytes;

  private KeptTable(Consumer<List<String>> lines, Supplier<byte[]> bytes) {
    this.lines = lines;
    this.bytes = bytes;
    lines.accept(HEADING);
  }

  /** CSV in UTF-8 with the mark by which spreadsheets know it. */
  static KeptTable text() {
    StringBuilder text = new StringBuilder("\ufeff");
    return new KeptTable(
        cells -> text.append(cells.stream().map(KeptTable::quoted).collect(Collectors.joining(",")))
            .append("\r\n"),
        () -> text.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** A workbook. */
  static KeptTable workbook() {
    SXSSFWorkbook book = new SXSSFWorkbook(200);
    Sheet sheet = book.createSheet("问题数据 rows to mend");
    int[] next = {0};
    return new KeptTable(cells -> {
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

  /** Adds the findings of a row; last the row as it came, or by what it is known at its source. */
  void add(String delivery, long row, @Nullable OffsetDateTime received, List<Finding> findings,
      @Nullable String whole) {
    for (Finding finding : findings) {
      if (!full()) {
        List<String> line = List.of(plain(delivery), String.valueOf(row), received == null ? "" : received.toString(),
            plain(finding.getColumn()), finding.getRule(), plain(finding.getRaw()), finding.getMend().getZh(),
            finding.getMend().getEn(), plain(whole));
        line.forEach(cell -> characters += cell.length());
        lines.accept(line);
      }
    }
  }

  /** Whether it takes no more: it is made in memory. */
  boolean full() {
    return characters >= MOST_CHARACTERS;
  }

  /** Says in a last line that there is more. */
  void cut() {
    lines.accept(List.of(CUT));
  }

  /** What a table of this format is. */
  static MediaType type(String format) {
    return MediaType.parseMediaType(format.equals("xlsx")
        ? "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        : "text/csv;charset=UTF-8");
  }

  byte[] bytes() {
    return bytes.get();
  }

  private static String plain(@Nullable String value) {
    String text = Objects.requireNonNullElse(value, "");
    String cut = text.length() > LONGEST_CELL ? text.substring(0, LONGEST_CELL) : text;
    return !cut.isEmpty() && "=+-@\t\r".indexOf(cut.charAt(0)) >= 0 ? "'" + cut : cut;
  }

  private static String quoted(String cell) {
    return '"' + cell.replace("\"", "\"\"") + '"';
  }
}
