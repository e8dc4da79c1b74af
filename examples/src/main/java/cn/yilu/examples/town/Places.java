package cn.yilu.examples.town;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** Towns, communities, estates and their dwellings, as many as the residents need. Each dwelling is handed out once. */
final class Places {
  static final String WANG_ROOM = "501";
  private static final int BUILDINGS = 8;
  private static final int UNITS = 3;
  private static final int FLOORS = 11;
  private static final int DOORS = 2;
  private static final int DWELLINGS = BUILDINGS * UNITS * FLOORS * DOORS;
  /** No common divisor with {@link #DWELLINGS}, so that every dwelling comes up once, in scattered order. */
  private static final int STRIDE = 229;
  private static final int GRIDS = 6;

  private static final String[] TOWNS = {"001般阳路街道", "002松龄路街道", "004钟楼街道", "005将军路街道", "102昆仑镇", "104岭子镇", "111西河镇",
      "112龙泉镇", "113寨里镇", "114罗村镇", "115洪山镇", "116双杨镇", "117太河镇"};
  private static final String[] COMMUNITIES = {"城里", "东关", "南苑", "西城", "北岭", "柳泉", "清湾", "双泉", "文昌", "凤凰", "松岭", "青云",
      "明湖",
      "和庄", "吉祥"};
  private static final String[] ROADS = {"般阳路", "松龄路", "将军路", "淄城路", "文化路", "建设路", "人民路", "青年路", "新华路", "胜利街", "平安街",
      "和平街",
      "幸福街", "吉祥街", "柳泉路", "清泉街", "留仙街", "聊斋路", "孝妇河路", "鲁泰大道"};
  private static final String[] ESTATES = {"般阳", "柳泉", "鲁泰", "锦绣", "阳光", "翡翠", "祥和", "福园", "清水湾", "松龄", "留仙", "孝妇河",
      "怡景",
      "金鼎", "凤凰", "东方"};
  private static final String[] KINDS = {"花园", "小区", "家园", "公寓", "新村", "华庭", "苑"};

  private final List<Community> communities;
  private final int estatesEach;
  private final int[] handedOut;

  Places(int residents) {
    int each = Math.clamp(residents / TOWNS.length / 3_000, 2, COMMUNITIES.length);
    communities = communities(each);
    estatesEach = Math.toIntExact(residents / 2L * 8 / 5 / communities.size() / DWELLINGS) + 1;
    handedOut = new int[communities.size() * estatesEach];
  }

  private static List<Community> communities(int each) {
    List<Community> all = new ArrayList<>();
    for (String town : TOWNS) {
      for (int i = 0; i < each; i++) {
        all.add(new Community("370302" + town.substring(0, 3) + "%03d".formatted(i + 1), town.substring(3),
            COMMUNITIES[i] + "社区"));
      }
    }
    return List.copyOf(all);
  }

  /** A dwelling that nobody has yet. */
  Dwelling draw(RandomGenerator random) {
    int estate = random.nextInt(handedOut.length);
    while (handedOut[estate] >= DWELLINGS) {
      estate = (estate + 1) % handedOut.length;
    }
    Dwelling dwelling = dwelling(estate, handedOut[estate]++ * STRIDE % DWELLINGS);
    return dwelling.equals(wangs()) ? draw(random) : dwelling;
  }

  /** 般阳路5号3号楼2单元501 in the community 城里社区. */
  Dwelling wangs() {
    return dwelling(0, ((2 * UNITS + 1) * FLOORS + 4) * DOORS);
  }

  private Dwelling dwelling(int estate, int place) {
    int door = place % DOORS + 1;
    int floor = place / DOORS % FLOORS + 1;
    int unit = place / DOORS / FLOORS % UNITS + 1;
    int building = place / DOORS / FLOORS / UNITS + 1;
    Community community = communities.get(estate / estatesEach);
    String grid = community.code() + "%03d".formatted((estate % estatesEach * 2 + building / 5) % GRIDS + 1);
    double area = 50 + (estate * 31 + unit * 17 + door * 11) % 90 + 0.5 * (estate % 2);
    return new Dwelling(name(estate), street(estate), building, unit, floor, door, community.town() + community.name(),
        community.code(),
        estate == 0 ? community.code() + "001" : grid, area);
  }

  private static String name(int estate) {
    int kinds = ESTATES.length * KINDS.length;
    int round = estate / kinds;
    return ESTATES[estate % ESTATES.length] + KINDS[estate / ESTATES.length % KINDS.length]
        + (round == 0 ? "" : (round + 1) + "期");
  }

  private static String street(int estate) {
    return ROADS[estate % ROADS.length] + (5 + 2 * (estate / ROADS.length)) + "号";
  }

  List<Community> communities() {
    return communities;
  }
}
