package cn.yilu.examples.civil;

import cn.yilu.examples.town.FlawedId;
import cn.yilu.examples.town.Household;
import cn.yilu.examples.town.Resident;
import cn.yilu.examples.town.Town;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A certificate or letter that the bureau made out, as a row of table {@code mz_zm} (证照与证明).
 *
 * @param until last day of its validity; the day of issue when it has none
 */
record Paper(Household household, Resident resident, Kind kind, LocalDate issued, LocalDate until) {
  static final String COLUMNS = "zmbh, zmlx, zmmc, sfzh, xm, fzjg, fzjgmc, fzrq, yxqz, yt, zt, sqdm, wgdm, gxsj";
  static final String BUREAU = "淄川区民政局";
  private static final int LETTERS = 50;

  /** The bureau's letters and words. */
  enum Kind {
    AID("D1", "低保证", "DB", ""), DISABLED("C1", "残疾人证", "CJ", ""), ELDER("L1", "老年人优待证", "YD", ""), HARDSHIP("Z1",
        "家庭经济困难证明", "ZM", "申请助学金"),
    KINSHIP("Z2", "亲属关系证明", "ZM", "办理公证"), ALIVE("Z3", "健在证明", "ZM", "领取补贴");

    private final String code;
    private final String word;
    private final String prefix;
    private final String purpose;

    Kind(String code, String word, String prefix, String purpose) {
      this.code = code;
      this.word = word;
      this.prefix = prefix;
      this.purpose = purpose;
    }

    String code() {
      return code;
    }

    String word() {
      return word;
    }

    String purpose() {
      return purpose;
    }
  }

  /** All of the town, one after the other. */
  static Stream<Paper> of(Town town) {
    return town.households().flatMap(household -> household.residents().stream()
        .flatMap(resident -> of(town, household, resident).stream()));
  }

  private static List<Paper> of(Town town, Household household, Resident resident) {
    List<Paper> papers = new ArrayList<>();
    for (Entitlement entitlement : Entitlement.of(town, household, resident)) {
      LocalDate day = entitlement.decided();
      switch (entitlement.kind()) {
        case AID -> papers.add(new Paper(household, resident, Kind.AID, day, day.plusYears(1)));
        case DISABLED -> papers.add(new Paper(household, resident, Kind.DISABLED, day, day.plusYears(10)));
        default -> {
        }
      }
    }
    LocalDate lately = Town.DAY.minusDays(1 + resident.number() % 300);
    if (resident.age() >= 65 && resident.number() % 5 == 1) {
      papers.add(new Paper(household, resident, Kind.ELDER, lately, lately));
    }
    if (resident.age() >= 18 && resident.number() % LETTERS == 1) {
      papers.add(new Paper(household, resident, letter(resident.number() / LETTERS), lately, lately.plusMonths(6)));
    }
    return papers;
  }

  static Kind letter(int number) {
    return switch (number % 3) {
      case 0 -> Kind.HARDSHIP;
      case 1 -> Kind.KINSHIP;
      default -> Kind.ALIVE;
    };
  }

  List<String> row(Town town) {
    return List.of(kind.prefix + "%08d".formatted(resident.number()), kind.code, kind.word, FlawedId.write(resident,
        Entitlement.flaws(town, resident)), resident.name(), Entitlement.BUREAU, BUREAU, issued.toString(),
        until.equals(
            issued) ? "" : until.format(DateTimeFormatter.BASIC_ISO_DATE),
        kind.purpose, "0", household.dwelling()
            .community(),
        household.dwelling().grid(), issued + " 15:00:00+08");
  }
}
