package cn.yilu.examples.grid;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.examples.process.Kept;
import cn.yilu.examples.town.Town;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.usermodel.WorkbookFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GridListTest {
  private static final Town TOWN = new Town(1, 2_000);
  @TempDir
  Path folder;

  @Test
  void everyResidentIsCountedInOneGridAndAClosedGridNamesItsSuccessor() {
    List<List<String>> rows = GridList.rows(TOWN);

    int residents = rows.stream().mapToInt(row -> Integer.parseInt(row.get(8).replace("人", ""))).sum();

    assertThat(residents).isEqualTo(2_000);
    assertThat(rows).extracting(row -> row.get(1)).doesNotHaveDuplicates().allMatch(code -> code.matches("\\d{15}"));
    assertThat(rows.getLast()).contains("370302001001009", "370302001001001");
  }

  @Test
  void theListIsSentWholeAndOnce() throws Exception {
    Path drop = folder.resolve("drop");
    new GridList(folder, drop, TOWN).deliver();

    Path file = drop.resolve("网格清单.xlsx");
    try (Workbook book = WorkbookFactory.create(file.toFile(), null, true)) {
      Sheet sheet = book.getSheetAt(0);
      assertThat(sheet.getRow(1).getCell(1).getStringCellValue()).isEqualTo("网格编码");
      assertThat(sheet.getLastRowNum()).isEqualTo(GridList.rows(TOWN).size() + 2);
    }
    Files.delete(file);
    new GridList(folder, drop, TOWN).deliver();
    assertThat(new Kept(folder.resolve("list.properties")).get("done")).contains("true");
    assertThat(file).doesNotExist();
  }
}
