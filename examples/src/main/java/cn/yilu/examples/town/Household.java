package cn.yilu.examples.town;

import java.util.List;

/**
 * A household (户) in its dwelling, the head first.
 *
 * @param managed whether a property company looks after the dwelling
 * @param owner who owns the dwelling
 */
public record Household(String number, Dwelling dwelling, List<Resident> residents, boolean managed, Owner owner) {
  public Household {
    residents = List.copyOf(residents);
  }

  /** Who owns a dwelling. */
  public enum Owner {
    HEAD, LANDLORD, COMPANY
  }
}
