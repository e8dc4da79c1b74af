package cn.yilu.examples.grid;

import cn.yilu.examples.process.Kept;
import cn.yilu.examples.town.Household;
import cn.yilu.examples.town.Resident;
import cn.yilu.examples.town.Town;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;

/** The grid centre's list (网格清单): a workbook of all grids with a title above and a sum below, sent whole, once a year. */
public final class GridList {
  static final List<String> COLUMNS = List.of("序号", "网格编码", "网格名称", "网格类型", "社区编码", "网格员", "联系电话", "户数", "人数", "经度",
      "纬度", "启用日期", "撤销日期", "年份", "承接网格", "备注");
  private final Kept delivered;
  private final Path folder;
  private final Town town;

  /** Keeps in {@code home} what was put into {@code folder}. */
  public GridList(Path home, Path folder, Town town) {
    this.delivered = new Kept(home.resolve("list.properties"));
    this.folder = folder;
    this.town = town;
  }

  /** What is counted of a grid while the town's households go by. */
  private record Counted(String name, String community, String member, String phone, int households, int residents) {
    static Counted of(Household household) {
      Resident first = household.residents().getFirst();
      return new Counted(household.dwelling().place(), household.dwelling().community(), first.name(), first.phone(), 1,
          household.residents().size());
    }

    Counted and(Counted more) {
      return new Counted(name, community, member, phone, households + more.households, residents + more.residents);
    }
  }

  /** All grids in which somebody lives, by code, and of the first community one that was closed. */
  static List<List<String>> rows(Town town) {
    Map<String, Counted> grids = new TreeMap<>();
    town.households().forEach(
        household -> grids.merge(household.dwelling().grid(), Counted.of(household), Counted::and));
    List<List<String>> rows = new ArrayList<>();
    grids.forEach((code, grid) -> rows.add(row(rows.size() + 1, code, grid)));
    rows.add(List.of(Integer.toString(rows.size() + 1), "370302001001009", "般阳路街道城里社区商务网格", "商务网格", "370302001001", "无",
        "-", "0", "0", "", "", "2021-01-01", "2024-12-31", "2025", "370302001001001", "并入第1网格"));
    return rows;
  }

  private static List<String> row(int number, String code, Counted grid) {
    boolean village = grid.name().contains("镇");
    return List.of(Integer.toString(number), code, grid.name() + "第" + Integer.parseInt(code.substring(12)) + "网格",
        village ? "农村网格" : "居民网格", grid.community(), grid.member(), grid.phone(), "%,d".formatted(grid.households()),
        grid.residents() + "人", "117.%04d".formatted(8_500 + number % 40 * 30),
        "36.%04d".formatted(5_000 + number / 40 * 30),
        "2021-01-01", "", "2025", "", "");
  }

  /** Puts the workbook into the folder, once. */
  public void deliver() throws IOException {
    if (delivered.get("done").isEmpty()) {
      Files.createDirectories(folder);
      Path part = folder.resolve(".list.part");
      try (XSSFWorkbook book = new XSSFWorkbook(); OutputStream out = Files.newOutputStream(part)) {
        Sheet sheet = book.createSheet("网格");
        fill(sheet.createRow(0), List.of("淄川区网格清单"));
        fill(sheet.createRow(1), COLUMNS);
        List<List<String>> rows = rows(town);
        for (int r = 0; r < rows.size(); r++) {
          fill(sheet.createRow(r + 2), rows.get(r));
        }
        fill(sheet.createRow(rows.size() + 2), List.of("合计", "", "", "", "", "", "", "", town.population() + "人"));
        book.write(out);
      }
      Files.move(part, folder.resolve("网格清单.xlsx"), StandardCopyOption.ATOMIC_MOVE);
      delivered.put("done", "true");
    }
  }

  private static void fill(Row row, List<String> values) {
    for (int c = 0; c < values.size(); c++) {
      row.createCell(c).setCellValue(values.get(c));
    }
  }
}
