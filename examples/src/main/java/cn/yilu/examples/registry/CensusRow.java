package cn.yilu.examples.registry;

import cn.yilu.examples.town.Flaw;
import cn.yilu.examples.town.FlawedId;
import cn.yilu.examples.town.FlawedText;
import cn.yilu.examples.town.Household;
import cn.yilu.examples.town.Resident;
import cn.yilu.examples.town.Town;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A row of table {@code czrk} (常住人口), all of it text, as the registry writes a resident down. */
public record CensusRow(List<String> values) {
  public static final List<String> COLUMNS = List.of("RYBH", "HH", "HB", "YHZGX", "XM", "CYM", "XB", "MZ", "JG",
      "GMSFHM", "CSRQ", "HKXZ", "ZZDZ", "HYZK", "WHCD", "ZZMM", "FWCS", "HSQL", "HDQL", "RHZT", "CZRKTYPE", "PCSDM",
      "SQDM", "WGDM", "HISTORY", "BDSJ");
  static final DateTimeFormatter CHANGE_TIME = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");

  /** Flaws that the registry is capable of. */
  private static final Set<Flaw> FLAWS = EnumSet.of(Flaw.LOWER_CASE_X, Flaw.WRONG_CHECK_DIGIT, Flaw.FIFTEEN_DIGIT_ID,
      Flaw.LOST_CHARACTER, Flaw.IMPOSSIBLE_BIRTH);
  private static final String[] HAN = {"01", "汉", "汉族", "1"};

  /** The registry's own digits: 0 none, 1 party member, 2 others, which no standard code means. */
  private static final String[] POLITICS = {"0", "0", "1", "0", "0", "0", "", "0", "0", "0", "0", "2"};
  private static final String[] WORKPLACES = {"淄博市淄川区实验小学", "淄博市淄川区医院", "山东般阳建材有限公司", "", "淄川区聊斋路便利店", "务农", ""};

  public CensusRow {
    values = List.copyOf(values);
  }

  /** All rows of the town. */
  public static Stream<CensusRow> of(Town town) {
    return town.households().flatMap(h -> h.residents().stream().map(r -> of(town, h, r)));
  }

  static CensusRow of(Town town, Household household, Resident resident) {
    Set<Flaw> flaws = Flaw.of(town.seed(), "registry", resident.number());
    flaws.retainAll(FLAWS);
    if (resident.id().equals(Town.WANG)) {
      flaws.clear();
    }
    String community = household.dwelling().community();
    String nation = resident.ethnicity().equals("01") ? HAN[resident.number() % HAN.length] : resident.ethnicity();
    return new CensusRow(List.of(recordId(resident.number()), household.number(),
        "家庭户", resident.relation(),
        FlawedText.name(resident.name(), flaws), resident.formerName(), resident.sex().code(), nation,
        resident.nativePlace(), FlawedId.write(resident, flaws), resident.birth().format(
            DateTimeFormatter.BASIC_ISO_DATE),
        household.dwelling().address(), elsewhere(resident), resident.marital(), resident.education(),
        resident.age() < 14 ? "" : POLITICS[resident.number() % POLITICS.length], workplace(resident),
        movedIn(resident),
        moved(resident) ? resident.nativePlace() : "", resident.residenceState(), resident.personKind(),
        community.substring(0, 9) + "000",
        community, household.dwelling().grid(), resident.deceased() ? "1" : "0",
        changed(resident).format(CHANGE_TIME)));
  }

  /** Where somebody lives who is registered here and lives elsewhere. */
  private static String elsewhere(Resident resident) {
    return resident.residenceState().equals("3") ? "山东省淄博市张店区金晶大道" + (1 + resident.number() % 200) + "号" : "";
  }

  private static String workplace(Resident resident) {
    return resident.age() < 18 || resident.age() > 60 ? "" : WORKPLACES[resident.number() % WORKPLACES.length];
  }

  private static boolean moved(Resident resident) {
    return resident.number() % 6 == 5;
  }

  private static String movedIn(Resident resident) {
    return moved(resident)
        ? resident.birth().plusDays(resident.number() % (1 + resident.age() * 365L))
            .format(DateTimeFormatter.BASIC_ISO_DATE)
        : "";
  }

  static String recordId(int resident) {
    return "R%08d".formatted(resident);
  }

  /** Some time in the ten years before the town's day. */
  private static LocalDateTime changed(Resident resident) {
    long seconds = resident.number() * 7_919L % 86_400 + resident.number() * 104_729L % 3_650 * 86_400;
    return Town.DAY.atStartOfDay().minusSeconds(1 + seconds);
  }
}
