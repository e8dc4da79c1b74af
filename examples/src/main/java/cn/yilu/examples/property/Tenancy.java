package cn.yilu.examples.property;

import cn.yilu.examples.town.Dwelling;
import cn.yilu.examples.town.Flaw;
import cn.yilu.examples.town.FlawedId;
import cn.yilu.examples.town.FlawedText;
import cn.yilu.examples.town.Household;
import cn.yilu.examples.town.Resident;
import cn.yilu.examples.town.Sex;
import cn.yilu.examples.town.Town;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Somebody in a dwelling as the second company's software writes them: other names for everything, codes of its own. */
record Tenancy(Household household, Resident resident, Set<Flaw> flaws) {
  private static final Set<Flaw> FLAWS = EnumSet.of(Flaw.FIFTEEN_DIGIT_ID, Flaw.LOWER_CASE_X, Flaw.WRONG_CHECK_DIGIT,
      Flaw.NO_ID, Flaw.TRADITIONAL_NAME, Flaw.SPACED_PHONE, Flaw.NO_PHONE, Flaw.SHARED_PHONE, Flaw.NO_AMOUNT,
      Flaw.NO_RECORD_NUMBER);

  static Stream<Tenancy> of(Town town) {
    return Estate.online(town).flatMap(household -> household.residents().stream().map(resident -> {
      Set<Flaw> flaws = Flaw.of(town.seed(), "estate", resident.number());
      flaws.retainAll(FLAWS);
      return new Tenancy(household, resident, flaws);
    }));
  }

  /** The row, changed at this time; sex is 1 for women, roles are 1 owner, 2 tenant, 3 family. */
  Map<String, String> row(String updated, long fee) {
    Dwelling home = household.dwelling();
    Map<String, String> row = new LinkedHashMap<>();
    row.put("id", flaws.contains(Flaw.NO_RECORD_NUMBER) ? "" : "E" + resident.number());
    row.put("estateName", home.estate());
    row.put("floorNum", Integer.toString(home.building()));
    row.put("unitNum", Integer.toString(home.unit()));
    row.put("roomNum", home.room());
    row.put("name", FlawedText.name(resident.name(), flaws));
    row.put("sex", resident.sex() == Sex.MALE ? "0" : "1");
    row.put("age", Integer.toString(resident.age()));
    row.put("link", FlawedText.phone(phone(), flaws));
    row.put("idCard", FlawedId.write(resident, flaws));
    row.put("personRole", role());
    row.put("houseArea", home.floorArea() + "㎡");
    row.put("fee", flaws.contains(Flaw.NO_AMOUNT) ? "-1.00" : fee + ".00");
    row.put("moveInDate", "%tY/%<tm/%<td".formatted(Town.DAY.minusDays(200 + resident.number() * 37L % 4_000)));
    row.put("communityCode", home.community());
    row.put("updateTime", updated);
    return row;
  }

  private String phone() {
    return flaws.contains(Flaw.SHARED_PHONE) ? household.residents().getFirst().phone() : resident.phone();
  }

  private String role() {
    if (household.owner() != Household.Owner.HEAD) {
      return "2";
    }
    return resident.relation().equals("02") ? "1" : "3";
  }
}
