package cn.yilu.examples.property;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.examples.town.Town;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PropertyOfficeTest {
  @TempDir
  Path folder;

  @Test
  void theLedgersComeAsFilesOfDifferentKindsAndOnlyOnce() throws Exception {
    Path inbox = folder.resolve("inbox");
    new PropertyOffice(folder, inbox, new Town(1, 2_000)).deliverLedgers();
    assertThat(names(inbox)).contains("ledger-0001.csv", "ledger-0002.csv", "ledger-0003.xlsx").allMatch(
        n -> !n.startsWith("."));
    Files.delete(inbox.resolve("ledger-0001.csv"));

    PropertyOffice later = new PropertyOffice(folder, inbox, new Town(1, 2_000));
    later.deliverLedgers();
    later.deliverVisits();

    assertThat(names(inbox)).doesNotContain("ledger-0001.csv").contains("visits-00001.csv");
  }

  @Test
  void wangGuilanIsWrittenAsThePropertyCompanyDoes() throws Exception {
    new PropertyOffice(folder, folder.resolve("inbox"), new Town(1, 2_000)).deliverLedgers();

    List<String> lines = Files.readAllLines(folder.resolve("inbox/ledger-0001.csv"), Charset.forName("GB18030"));
    assertThat(lines.getFirst()).isEqualTo(String.join(",", OccupancyRow.COLUMNS));
    assertThat(lines.get(1)).isEqualTo("W1,般阳花园,3,2,501,山东省淄博市淄川区般阳路5号3号楼2单元501,,95.0,王桂蘭,1,81,13800000000,"
        + "370302430512986,业主,1368.00,2024-05-09,370302001001");
  }

  @Test
  void anExcelFileHasHeaderAndRowsAsText() throws Exception {
    new PropertyOffice(folder, folder.resolve("inbox"), new Town(1, 2_000)).deliverLedgers();

    try (Workbook book = WorkbookFactory.create(folder.resolve("inbox/ledger-0003.xlsx").toFile(), null, true)) {
      assertThat(book.getSheetAt(0).getRow(0).getCell(0).getStringCellValue()).isEqualTo("编号");
      assertThat(book.getSheetAt(0).getLastRowNum()).isGreaterThan(300);
    }
  }

  private static List<String> names(Path inbox) throws IOException {
    try (Stream<Path> files = Files.list(inbox)) {
      return files.map(f -> f.getFileName().toString()).sorted().toList();
    }
  }
}
