package cn.yilu.mappings;

import java.util.List;

/**
 * Where the parts of an address stand in a source; -1 for a column it does not have.
 *
 * @param text the address written in full, or its compound end such as {@code 3#2-501}
 * @param room may hold the compound form too
 * @param within division names that every address lies in, from the widest, put before addresses that leave them out
 */
record AddressSource(int text, int estate, int building, int unit, int room, List<String> within) {
  AddressSource {
    within = List.copyOf(within);
  }
}
