package cn.yilu.examples.property;

import cn.yilu.examples.town.Dwelling;
import cn.yilu.examples.town.Flaw;
import cn.yilu.examples.town.FlawedId;
import cn.yilu.examples.town.FlawedText;
import cn.yilu.examples.town.Household;
import cn.yilu.examples.town.Resident;
import cn.yilu.examples.town.Sex;
import cn.yilu.examples.town.Town;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A row of a property company's ledger: who lives in or owns a unit. */
record OccupancyRow(List<String> values) {
  static final List<String> COLUMNS = List.of("编号", "小区", "楼栋", "单元", "房号", "房屋地址", "不动产单元号", "建筑面积", "姓名", "性别",
      "年龄", "手机", "证件号", "身份", "应收", "入住日期", "社区代码");
  private static final String[] NUMERALS = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  private static final String[] COMPANIES = {"12370302000000027X", "91370302MA0000031A", "52370302MJ00000420"};
  private static final Set<Flaw> FLAWS = EnumSet.of(Flaw.FIFTEEN_DIGIT_ID, Flaw.LOWER_CASE_X, Flaw.FULL_WIDTH_ID,
      Flaw.WRONG_CHECK_DIGIT, Flaw.SPREADSHEET_ID, Flaw.NO_ID, Flaw.TRADITIONAL_NAME, Flaw.SPACED_NAME,
      Flaw.SPACED_PHONE, Flaw.NO_PHONE, Flaw.SHARED_PHONE, Flaw.TWICE, Flaw.COMPOUND_ROOM, Flaw.WORDED_ROOM,
      Flaw.NO_AMOUNT, Flaw.NO_RECORD_NUMBER);

  OccupancyRow {
    values = List.copyOf(values);
  }

  /** Rows of a dwelling: its people, and the company that owns it if one does. */
  static Stream<OccupancyRow> of(Town town, Household household) {
    List<OccupancyRow> rows = new ArrayList<>();
    if (household.owner() == Household.Owner.COMPANY) {
      rows.add(company(household));
    }
    for (Resident resident : household.residents()) {
      Set<Flaw> flaws = flaws(town, resident);
      rows.add(person(household, resident, flaws, ""));
      if (flaws.contains(Flaw.TWICE)) {
        rows.add(person(household, resident, flaws, "-2"));
      }
    }
    return rows.stream();
  }

  /** The line with which the software ends a list; it is about nobody. */
  static List<String> note(int rows) {
    List<String> values = new ArrayList<>(Collections.nCopies(COLUMNS.size(), ""));
    values.set(1, "合计 " + rows + " 行");
    return values;
  }

  private static Set<Flaw> flaws(Town town, Resident resident) {
    Set<Flaw> flaws = Flaw.of(town.seed(), "property", resident.number());
    flaws.retainAll(FLAWS);
    return resident.id().equals(Town.WANG)
        ? EnumSet.of(Flaw.FIFTEEN_DIGIT_ID, Flaw.TRADITIONAL_NAME)
        : flaws;
  }

  private static OccupancyRow person(Household household, Resident resident, Set<Flaw> flaws, String suffix) {
    boolean head = resident.relation().equals("02");
    String kind = household.owner() == Household.Owner.HEAD ? head ? "业主" : "家庭成员" : "租客";
    String phone = flaws.contains(Flaw.SHARED_PHONE) ? household.residents().getFirst().phone() : resident.phone();
    return row(household, "W" + resident.number() + suffix, flaws, List.of(FlawedText.name(resident.name(), flaws),
        resident.sex() == Sex.MALE ? "0" : "1", Integer.toString(resident.age()), FlawedText.phone(phone, flaws),
        FlawedId.write(resident, flaws), kind));
  }

  private static OccupancyRow company(Household household) {
    int number = household.residents().getFirst().number();
    return row(household, "C" + number, EnumSet.noneOf(Flaw.class), List.of("淄川某某有限公司", "", "", "05330000000",
        COMPANIES[number % COMPANIES.length], "业主"));
  }

  private static OccupancyRow row(Household household, String recordId, Set<Flaw> flaws, List<String> who) {
    Dwelling home = household.dwelling();
    int number = household.residents().getFirst().number();
    List<String> values = new ArrayList<>();
    values.add(flaws.contains(Flaw.NO_RECORD_NUMBER) ? "" : recordId);
    values.add(home.estate());
    values.addAll(unit(home, flaws));
    values.add(home.address());
    values.add("");
    values.add(Double.toString(home.floorArea()));
    values.addAll(who);
    values.add(flaws.contains(Flaw.NO_AMOUNT) ? "-1.00" : "%.2f".formatted(home.floorArea() * 1.2 * 12));
    values.add(Town.DAY.minusDays(200 + number * 37L % 4_000).toString());
    values.add(home.community());
    return new OccupancyRow(values);
  }

  /** Building, unit and room; sometimes all of them in the column of the room. */
  private static List<String> unit(Dwelling home, Set<Flaw> flaws) {
    if (flaws.contains(Flaw.WORDED_ROOM)) {
      return List.of("", "", NUMERALS[home.building()] + "栋" + NUMERALS[home.unit()] + "单元" + home.floor() + "楼"
          + (home.door() == 1 ? "东" : "西") + "户");
    }
    if (flaws.contains(Flaw.COMPOUND_ROOM)) {
      return List.of("", "", home.building() + (home.unit() == 1
          ? "号楼" + home.unit() + "单元" + home.room()
          : "#" + home.unit() + "-" + home.room()));
    }
    return List.of(Integer.toString(home.building()), Integer.toString(home.unit()), home.room());
  }
}
