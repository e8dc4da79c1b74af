package cn.yilu.examples.property;

import cn.yilu.examples.process.Kept;
import cn.yilu.examples.town.Dwelling;
import cn.yilu.examples.town.Household;
import cn.yilu.examples.town.Resident;
import cn.yilu.examples.town.Sex;
import cn.yilu.examples.town.Town;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;

/** The third company's list in an old workbook (.xls): a title in the first row, the headings in the third. */
public final class OldWorkbook {
  private static final List<String> COLUMNS = List.of("序号", "小区名称", "房号", "住户姓名", "性别", "年龄", "联系电话", "身份证号码",
      "与业主关系", "建筑面积", "应收物业费(元)", "入住时间", "社区代码");
  private final Path folder;
  private final Kept delivered;
  private final Town town;

  /** Keeps in {@code home} what was put into {@code folder}. */
  public OldWorkbook(Path home, Path folder, Town town) {
    this.folder = folder;
    this.delivered = new Kept(home.resolve("workbook.properties"));
    this.town = town;
  }

  /** How many people it lists. */
  public static long rows(Town town) {
    return Estate.onPaper(town).mapToLong(household -> household.residents().size()).sum();
  }

  /** Puts the list into the folder, once. */
  public void deliver() throws IOException {
    if (delivered.get("done").isEmpty()) {
      write();
      delivered.put("done", "true");
    }
  }

  private void write() throws IOException {
    Files.createDirectories(folder);
    Path part = folder.resolve(".list.part");
    try (HSSFWorkbook book = new HSSFWorkbook(); OutputStream out = Files.newOutputStream(part)) {
      book.createInformationProperties();
      Sheet sheet = book.createSheet("住户");
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("淄川区安居物业住户台账"));
      rows.add(List.of("制表人：物业办公室"));
      rows.add(COLUMNS);
      Estate.onPaper(town).forEach(household -> household.residents()
          .forEach(resident -> rows.add(row(rows.size() - 2, household, resident))));
      rows.add(List.of("合计", (rows.size() - 3) + " 人"));
      fill(sheet, rows);
      book.write(out);
    }
    Files.move(part, folder.resolve("住户台账.xls"), StandardCopyOption.ATOMIC_MOVE);
  }

  /** Building, unit and room stand in one cell, as on the door; the number of the row is no number of the record. */
  private static List<String> row(int number, Household household, Resident resident) {
    Dwelling home = household.dwelling();
    boolean head = resident.relation().equals("02");
    String role = household.owner() == Household.Owner.HEAD ? head ? "业主" : "家庭成员" : "租客";
    return List.of(Integer.toString(number), home.estate(),
        home.building() + "号楼" + home.unit() + "单元" + home.room(), resident.name(),
        resident.sex() == Sex.MALE ? "男" : "女", Integer.toString(resident.age()), resident.phone(), resident.id(), role,
        home.floorArea() + "㎡", "%,.2f".formatted(home.floorArea() * 14), Town.DAY.minusDays(number).toString(),
        home.community());
  }

  private static void fill(Sheet sheet, List<List<String>> rows) {
    for (int r = 0; r < rows.size(); r++) {
      Row row = sheet.createRow(r);
      List<String> values = rows.get(r);
      for (int c = 0; c < values.size(); c++) {
        row.createCell(c).setCellValue(values.get(c));
      }
    }
  }
}
