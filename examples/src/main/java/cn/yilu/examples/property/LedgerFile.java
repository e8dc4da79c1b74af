package cn.yilu.examples.property;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;

/** A delivered file. It is written under another name first, so that nobody takes half of it. */
enum LedgerFile {
  /** Comma-separated in GB18030. */
  CSV {
    @Override
    void write(OutputStream out, List<List<String>> rows) throws IOException {
      try (BufferedWriter text = new BufferedWriter(new OutputStreamWriter(out, Charset.forName("GB18030")))) {
        for (List<String> row : rows) {
          text.write(String.join(",", row) + "\r\n");
        }
      }
    }
  },
  /** The same with the columns the other way round, as another version of the software writes them. */
  REORDERED_CSV {
    @Override
    void write(OutputStream out, List<List<String>> rows) throws IOException {
      List<List<String>> reversed = new ArrayList<>();
      for (List<String> row : rows) {
        List<String> values = new ArrayList<>(row);
        Collections.reverse(values);
        reversed.add(values);
      }
      CSV.write(out, reversed);
    }
  },
  /** Excel, all cells text. */
  XLSX {
    @Override
    void write(OutputStream out, List<List<String>> rows) throws IOException {
      try (SXSSFWorkbook book = new SXSSFWorkbook(100)) {
        Sheet sheet = book.createSheet("住户台账");
        for (int r = 0; r < rows.size(); r++) {
          Row row = sheet.createRow(r);
          for (int c = 0; c < rows.get(r).size(); c++) {
            row.createCell(c).setCellValue(rows.get(r).get(c));
          }
        }
        book.write(out);
      }
    }
  };

  abstract void write(OutputStream out, List<List<String>> rows) throws IOException;

  /** Puts a file of header, rows and a closing line into the folder. */
  void deliver(Path inbox, String name, List<OccupancyRow> rows) throws IOException {
    List<List<String>> whole = new ArrayList<>();
    whole.add(OccupancyRow.COLUMNS);
    rows.forEach(row -> whole.add(row.values()));
    whole.add(OccupancyRow.note(rows.size()));
    Path part = inbox.resolve("." + name + ".part");
    try (OutputStream out = Files.newOutputStream(part)) {
      write(out, whole);
    }
    String suffix = this == XLSX ? ".xlsx" : ".csv";
    Files.move(part, inbox.resolve(name + suffix), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
