package cn.yilu.examples.market;

import cn.yilu.examples.town.Dwelling;
import cn.yilu.examples.town.Flaw;
import cn.yilu.examples.town.FlawedText;
import cn.yilu.examples.town.Household;
import cn.yilu.examples.town.Resident;
import cn.yilu.examples.town.Town;
import cn.yilu.schemas.identifier.Uscc;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** A legal entity (市场主体) in the bureau's own codes. Its credit code is invented, with computed check characters. */
record Entity(int number, Kind kind, String name, String representative, String address, String phone,
    LocalDate established, String state, String community, String grid) {
  static final String COLUMNS = "ztbh, tyshxydm, ztmc, ztlx, ztlxmc, fddbr, hydm, zs, lxdh, clrq, djzt, djjg, sqdm, wgdm";
  private static final String OFFICE = "淄川区市场监督管理局";
  /** Of so many entities one is entered twice, one has a wrong check character, and so on. */
  private static final int TWICE = 31;
  private static final int WRONG_CHECK = 43;
  private static final int UNKNOWN_KIND = 53;
  private static final List<Kind> LARGE = List.of(Kind.SCHOOL, Kind.HOSPITAL, Kind.ELDER_CARE, Kind.PROPERTY);
  private static final List<Kind> SMALL = List.of(Kind.BUILDING, Kind.SHOP, Kind.NOODLES, Kind.REPAIR);

  /** What the town's entities do, with the bureau's codes and the beginning of the credit code. */
  enum Kind {
    SCHOOL("12", "3100", "事业单位", "P8321", "小学"), HOSPITAL("12", "3100", "事业单位", "Q8423", "社区卫生服务站"), ELDER_CARE("52",
        "4100", "民办非企业单位", "Q8514", "养老服务中心"),
    PROPERTY("91", "1100", "有限责任公司", "K7020",
        "物业服务有限公司"),
    BUILDING("91", "1100", "有限责任公司", "F5281", "建材有限公司"), SHOP("92", "9500", "个体工商户",
        "F5212", "超市"),
    NOODLES("92", "9500", "个体工商户", "H6210", "面馆"), REPAIR("92", "9500", "个体工商户",
        "O8131", "家电维修部");

    final String prefix;
    final String code;
    final String word;
    final String industry;
    final String trade;

    Kind(String prefix, String code, String word, String industry, String trade) {
      this.prefix = prefix;
      this.code = code;
      this.word = word;
      this.industry = industry;
      this.trade = trade;
    }
  }

  /** All rows of the register: three that other departments' records name, and one entity to about twenty residents of a small town. */
  static Stream<List<String>> rows(Town town) {
    return Stream.concat(known(),
        town.households().filter(h -> hasOne(town, h)).flatMap(h -> of(h).rows(town.seed()).stream()));
  }

  private static Stream<List<String>> known() {
    String where = "山东省淄博市淄川区般阳路";
    return Stream.of(
        List.of("ZT0000001", "113703020000000196", "淄川区民政局", "2100", "机关", "", "S9224", where + "1号", "0533-5180019",
            "1984-01-01", "1", OFFICE, "370302001001", "370302001001001"),
        List.of("ZT0000002", "12370302000000027X", "淄川区社区卫生服务中心", "3100", "事业单位", "", "Q8421", where + "3号",
            "0533-5180027", "2006-05-01", "1", OFFICE, "370302001001", "370302001001001"),
        List.of("ZT0000003", "91370302MA0000031A", "暖心助餐服务公司", "1100", "有限责任公司", "", "H6220", where + "7号",
            "0533-5180031", "2019-03-05", "1", OFFICE, "370302001001", "370302001001001"));
  }

  /** A large town has two thousand, since the whole register is read time and again. */
  private static boolean hasOne(Town town, Household household) {
    return household.residents().getFirst().number() % Math.max(8, town.population() / 5_000) == 3;
  }

  private static Entity of(Household household) {
    Resident owner = household.residents().getFirst();
    int number = owner.number();
    int turn = number / 8;
    Kind kind = turn % 5 == 0 ? LARGE.get(turn / 5 % LARGE.size()) : SMALL.get(turn % SMALL.size());
    Dwelling at = household.dwelling();
    String state = turn % 17 == 5 ? "3" : turn % 41 == 7 ? "2" : "1";
    return new Entity(number, kind, at.estate() + owner.name().substring(0, 1) + "记" + kind.trade + number,
        owner.name(),
        "山东省淄博市淄川区" + at.street() + at.building() + "号楼底商", owner.phone(),
        Town.DAY.minusDays(200 + number * 37L % 9_000),
        state, at.community(), at.grid());
  }

  /** The entity's credit code. */
  String code() {
    return Uscc.completing(kind.prefix + "370302M%07d".formatted(number)).value();
  }

  private List<List<String>> rows(long seed) {
    Set<Flaw> flaws = Flaw.of(seed, "market", number);
    List<List<String>> rows = new ArrayList<>();
    rows.add(row("ZT1%08d".formatted(number), name, flaws));
    if (number / 8 % TWICE == 9) {
      rows.add(row("ZT2%08d".formatted(number), name.replace("有限公司", ""), flaws));
    }
    return rows;
  }

  /** As the bureau writes it under this number of its own. */
  List<String> row(String own, String written, Set<Flaw> flaws) {
    String code = code();
    int turn = number / 8;
    return List.of(own, turn % WRONG_CHECK == 11 ? wrong(code) : code, written,
        turn % UNKNOWN_KIND == 13 ? "6210" : kind.code, kind.word, representative, kind.industry, address,
        FlawedText.phone(phone, flaws), established.toString(), state, OFFICE, community, grid);
  }

  private static String wrong(String code) {
    return code.substring(0, 17) + (code.endsWith("7") ? "8" : "7");
  }
}
