package cn.yilu.examples.facility;

import cn.yilu.examples.town.Dwelling;
import cn.yilu.examples.town.Household;
import cn.yilu.examples.town.Town;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A device that an estate has.
 *
 * @param kind the platform's letters for what it is
 * @param where a dwelling it serves, or one of the estate
 */
record Facility(String number, Kind kind, String name, String place, Dwelling where) {

  /** What there is, in the platform's letters. */
  enum Kind {
    DT("电梯"), JK("摄像头"), MJ("门禁"), CD("充电桩"), KD("快递柜");

    private final String word;

    Kind(String word) {
      this.word = word;
    }
  }

  /** A lift for each staircase that somebody lives at, and one of each other kind for each estate; in a fixed order. */
  static List<Facility> of(Town town) {
    Map<String, Facility> all = new LinkedHashMap<>();
    town.households().map(Household::dwelling).forEach(dwelling -> {
      for (Kind kind : Kind.values()) {
        Facility facility = kind == Kind.DT ? lift(dwelling) : ofEstate(kind, dwelling);
        all.putIfAbsent(facility.number, facility);
      }
    });
    return List.copyOf(all.values());
  }

  private static Facility lift(Dwelling at) {
    String staircase = at.building() + "号楼" + at.unit() + "单元";
    return new Facility(number(Kind.DT, at) + "%02d%02d".formatted(at.building(), at.unit()), Kind.DT,
        at.estate() + staircase + Kind.DT.word, at.street() + staircase, at);
  }

  private static Facility ofEstate(Kind kind, Dwelling at) {
    return new Facility(number(kind, at) + "01", kind, at.estate() + kind.word, at.street(), at);
  }

  /** Streets have more house numbers than a community has estates, so both are needed. */
  private static String number(Kind kind, Dwelling at) {
    return kind + at.community() + "-" + Integer.toString(Math.floorMod(at.street().hashCode(), 1_679_616), 36) + "-";
  }
}
