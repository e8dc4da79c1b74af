package cn.yilu.examples.property;

import cn.yilu.examples.town.Household;
import cn.yilu.examples.town.Town;
import java.util.stream.Stream;

/**
 * Dwellings that the first company does not look after are shared between two others, which are small: in a large town
 * most have none.
 */
final class Estate {
  /** Households of a small company; with its people no more rows than an old workbook holds. */
  private static final int MOST = 10_000;

  private Estate() {}

  /** Households whose company answers over HTTP. */
  static Stream<Household> online(Town town) {
    return others(town).filter(household -> number(household) % 2 == 0).limit(MOST);
  }

  /** Households whose company keeps them in old workbooks. */
  static Stream<Household> onPaper(Town town) {
    return others(town).filter(household -> number(household) % 2 == 1).limit(MOST);
  }

  private static Stream<Household> others(Town town) {
    return town.households().filter(household -> !household.managed());
  }

  private static int number(Household household) {
    return household.residents().getFirst().number();
  }
}
