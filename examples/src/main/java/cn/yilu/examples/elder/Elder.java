package cn.yilu.examples.elder;

import cn.yilu.examples.town.Dwelling;
import cn.yilu.examples.town.ElderCare;
import cn.yilu.examples.town.Flaw;
import cn.yilu.examples.town.FlawedId;
import cn.yilu.examples.town.FlawedText;
import cn.yilu.examples.town.Household;
import cn.yilu.examples.town.Resident;
import cn.yilu.examples.town.Town;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An elder as the centre lists them now: what the town says, and what changed since. */
record Elder(Household household, Resident resident, Set<Flaw> flaws, int level, Optional<LocalDateTime> wornFrom,
    LocalDateTime updated) {
  static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final Set<Flaw> FLAWS = EnumSet.of(Flaw.FULL_WIDTH_ID, Flaw.FIFTEEN_DIGIT_ID, Flaw.LOWER_CASE_X,
      Flaw.WRONG_CHECK_DIGIT, Flaw.NO_ID, Flaw.TRADITIONAL_NAME, Flaw.SPACED_NAME, Flaw.SPACED_PHONE, Flaw.NO_PHONE,
      Flaw.TWICE, Flaw.FOREIGN_LEVEL_WORD);
  private static final String[] LEVELS = {"能力完好", "轻度失能", "中度失能", "重度失能", "完全失能"};
  private static final String[] ENGLISH = {"INTACT", "MILD", "MODERATE", "SEVERE", "TOTAL"};

  static Elder of(Town town, Household household, Resident resident) {
    Set<Flaw> flaws = Flaw.of(town.seed(), "elder", resident.number());
    flaws.retainAll(FLAWS);
    ElderCare care = resident.elder().orElseThrow();
    boolean wang = resident.id().equals(Town.WANG);
    return new Elder(household, resident, wang
        ? EnumSet.of(Flaw.FULL_WIDTH_ID, Flaw.SPACED_NAME, Flaw.SPACED_PHONE)
        : flaws, care.level(), care.wornFrom(), care.assessed().atTime(9, 0).plusSeconds(resident.number() % 28_800));
  }

  ElderCare care() {
    return resident.elder().orElseThrow();
  }

  Elder assessed(int newLevel, LocalDateTime at) {
    return new Elder(household, resident, flaws, newLevel, wornFrom, at);
  }

  Elder wearing(LocalDateTime at) {
    return new Elder(household, resident, flaws, level, Optional.of(at), at);
  }

  /** The elements of the list entry, in order. */
  Map<String, String> elements() {
    Dwelling home = household.dwelling();
    Map<String, String> elements = new LinkedHashMap<>();
    elements.put("编号", care().recordId());
    elements.put("姓名", FlawedText.name(resident.name(), flaws));
    elements.put("身份证", FlawedId.write(resident, flaws));
    elements.put("能力等级", (flaws.contains(Flaw.FOREIGN_LEVEL_WORD) ? ENGLISH : LEVELS)[level]);
    elements.put("评估日期", (updated.toLocalDate().isAfter(Town.DAY) ? updated.toLocalDate() : care().assessed())
        .toString());
    elements.put("独居", yes(care().alone()));
    elements.put("空巢", yes(care().emptyNest()));
    elements.put("低保", yes(care().aid()));
    elements.put("特困", yes(care().destitute()));
    elements.put("电话", FlawedText.phone(resident.phone(), flaws));
    elements.put("住址", home.place() + home.building() + "号楼" + home.unit() + "单元" + home.room());
    elements.put("社区代码", home.community());
    elements.put("网格代码", home.grid());
    elements.put("设备编号", wornFrom.isPresent() ? care().device().orElse("") : "");
    elements.put("佩戴日期", wornFrom.map(TIME::format).orElse(""));
    elements.put("停用日期", "");
    elements.put("探访人", care().visitor());
    elements.put("更新时间", updated.format(TIME));
    return elements;
  }

  private static String yes(boolean answer) {
    return answer ? "是" : "否";
  }
}
