package cn.yilu.examples.civil;

import cn.yilu.examples.town.ElderCare;
import cn.yilu.examples.town.Flaw;
import cn.yilu.examples.town.FlawedId;
import cn.yilu.examples.town.Household;
import cn.yilu.examples.town.Resident;
import cn.yilu.examples.town.Town;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** What somebody is, or is entitled to, as a row of table {@code mz_ryzt} (人员状态); about one for every eight residents. */
record Entitlement(Household household, Resident resident, Kind kind, String level, String scheme, LocalDate decided) {
  static final String COLUMNS = "sfzh, xm, ztlb, ztmc, dj, bzdm, rdyj, rdjg, rdrq, qsrq, zzrq, sqdm, wgdm, sjly, gxsj";
  /** The bureau's own number. */
  static final String BUREAU = "113703020000000196";
  private static final Set<Flaw> FLAWS = EnumSet.of(Flaw.LOWER_CASE_X, Flaw.FIFTEEN_DIGIT_ID, Flaw.WRONG_CHECK_DIGIT,
      Flaw.CODE_NAME_AT_ODDS, Flaw.IMPOSSIBLE_DAY, Flaw.UNKNOWN_CODE);

  /** The bureau's numbers and words. */
  enum Kind {
    AID("11", "低保", "家庭人均收入低于标准"), MARGIN("12", "低保边缘", "家庭人均收入核对"), DESTITUTE("13", "特困", "无劳动能力无收入来源"), OLD_AGE("21",
        "高龄津贴", "满八十周岁"),
    ABILITY("22", "失能", "上门评估"), DISABLED("31", "残疾", "残疾评定"), LEFT_BEHIND("41", "留守儿童",
        "父母外出务工"),
    ORPHAN("42", "孤儿", "社区报告"), ALONE("51", "独居", "探访登记");

    private final String code;
    private final String word;
    private final String basis;

    Kind(String code, String word, String basis) {
      this.code = code;
      this.word = word;
      this.basis = basis;
    }

    String code() {
      return code;
    }

    String word() {
      return word;
    }
  }

  /** All of the town, one after the other. */
  static Stream<Entitlement> of(Town town) {
    return town.households().flatMap(household -> household.residents().stream()
        .flatMap(resident -> of(town, household, resident).stream()));
  }

  static List<Entitlement> of(Town town, Household household, Resident resident) {
    SplittableRandom random = new SplittableRandom(town.seed() * 1_000_003 + resident.number());
    LocalDate some = Town.DAY.minusDays(30 + random.nextInt(1_500));
    LocalDate decided = some.isBefore(resident.birth()) ? Town.DAY.minusDays(1) : some;
    int chance = resident.id().equals(Town.WANG) ? 1_000 : random.nextInt(1_000);
    List<Entitlement> all = new ArrayList<>();
    resident.elder().ifPresent(care -> elder(all, household, resident, care, decided));
    if (resident.age() >= 80) {
      all.add(new Entitlement(household, resident, Kind.OLD_AGE, "", "", resident.birth().plusYears(80)));
    }
    if (chance < 20) {
      all.add(new Entitlement(household, resident, Kind.DISABLED, Integer.toString(1 + chance % 4), "CJ", decided));
    }
    byAge(resident.age(), chance).ifPresent(
        kind -> all.add(new Entitlement(household, resident, kind, "", "", decided)));
    return all;
  }

  private static void elder(List<Entitlement> all, Household household, Resident resident, ElderCare care,
      LocalDate decided) {
    if (care.aid()) {
      String level = List.of("A", "B", "C").get(resident.number() % 3);
      all.add(new Entitlement(household, resident, Kind.AID, level, "", decided));
    }
    if (care.destitute()) {
      all.add(new Entitlement(household, resident, Kind.DESTITUTE, "", "", decided));
    }
    if (care.alone() && resident.number() % 3 == 1) {
      all.add(new Entitlement(household, resident, Kind.ALONE, "", "", decided));
    }
    if (care.level() > 0 && resident.number() % 7 == 0) {
      boolean old = care.assessed().getYear() < 2024;
      String level = Integer.toString(old ? Math.min(3, care.level()) : care.level());
      all.add(new Entitlement(household, resident, Kind.ABILITY, level, old ? "NL13" : "NL22", care.assessed()));
    }
  }

  private static Optional<Kind> byAge(int age, int chance) {
    if (age < 16) {
      return chance >= 970 && chance < 997
          ? Optional.of(Kind.LEFT_BEHIND)
          : chance >= 997 && chance < 1_000 ? Optional.of(Kind.ORPHAN) : Optional.empty();
    }
    return age < 60 && chance >= 985 && chance < 1_000 ? Optional.of(Kind.MARGIN) : Optional.empty();
  }

  /** What the bureau's people write badly; never of 王桂兰. */
  static Set<Flaw> flaws(Town town, Resident resident) {
    Set<Flaw> flaws = Flaw.of(town.seed(), "civil", resident.number());
    flaws.retainAll(FLAWS);
    if (resident.id().equals(Town.WANG)) {
      flaws.clear();
    }
    return flaws;
  }

  List<String> row(Town town) {
    Set<Flaw> flaws = flaws(town, resident);
    String from = decided.plusMonths(1).withDayOfMonth(1).format(DateTimeFormatter.BASIC_ISO_DATE);
    Kind other = kind == Kind.AID ? Kind.MARGIN : Kind.AID;
    Kind word = flaws.contains(Flaw.CODE_NAME_AT_ODDS) ? other : kind;
    return List.of(FlawedId.write(resident, flaws), resident.name(), flaws.contains(Flaw.UNKNOWN_CODE)
        ? "99"
        : kind.code, word.word, level, scheme, kind.basis, BUREAU, decided.toString(),
        flaws.contains(
            Flaw.IMPOSSIBLE_DAY) ? from.substring(0, 4) + "0230" : from,
        "", household.dwelling().community(), household
            .dwelling().grid(),
        "历史数据", decided + " 10:00:00+08");
  }
}
