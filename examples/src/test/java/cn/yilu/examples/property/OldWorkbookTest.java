package cn.yilu.examples.property;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.examples.town.Town;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OldWorkbookTest {
  @TempDir
  Path folder;

  @Test
  void theTitleIsInTheFirstRowTheHeadingInTheThirdAndTheFileComesOnce() throws Exception {
    Town town = new Town(1, 2_000);
    Path drop = folder.resolve("drop");
    new OldWorkbook(folder, drop, town).deliver();

    Path file = drop.resolve("住户台账.xls");
    try (Workbook book = WorkbookFactory.create(file.toFile(), null, true)) {
      Sheet sheet = book.getSheetAt(0);
      assertThat(sheet.getRow(0).getCell(0).getStringCellValue()).contains("住户台账");
      assertThat(sheet.getRow(2).getCell(3).getStringCellValue()).isEqualTo("住户姓名");
      assertThat(sheet.getLastRowNum()).isEqualTo((int) OldWorkbook.rows(town) + 3);
    }
    Files.delete(file);
    new OldWorkbook(folder, drop, town).deliver();
    assertThat(file).doesNotExist();
  }
}
