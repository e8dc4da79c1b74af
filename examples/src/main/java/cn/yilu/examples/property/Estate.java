package cn.yilu.examples.property;

import cn.yilu.examples.town.Household;
import cn.yilu.examples.town.Town;
import java.util.stream.Stream;

/** Dwellings that the first company does not look after are shared between two others. */
final class Estate {

  private Estate() {}

  /** Households whose company answers over HTTP. */
  static Stream<Household> online(Town town) {
    return others(town).filter(household -> number(household) % 2 == 0);
  }

  /** Households whose company keeps them in old workbooks. */
  static Stream<Household> onPaper(Town town) {
    return others(town).filter(household -> number(household) % 2 == 1);
  }

  private static Stream<Household> others(Town town) {
    return town.households().filter(household -> !household.managed());
  }

  private static int number(Household household) {
    return household.residents().getFirst().number();
  }
}
