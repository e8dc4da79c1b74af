package cn.yilu.mappings;

import java.util.ArrayList;
import java.util.List;

/** A heading of two rows: the upper one names columns and groups of columns, the lower one the columns of the groups. */
final class HeadingLayers {
  private HeadingLayers() {}

  /**
   * Whether this row is the lower layer of a heading and no data: it names a wanted column and is empty below those that
   * the upper one names.
   */
  static boolean isLower(List<String> cells, List<String> upper, Reading reading) {
    boolean names = false;
    for (int i = 0; i < cells.size(); i++) {
      boolean named = i < upper.size() && reading.columns().findHeading(upper.get(i)) >= 0;
      if (named && !cells.get(i).isBlank() && !cells.get(i).equals(upper.get(i))) {
        return false;
      }
      names |= !named && reading.columns().findHeading(cells.get(i)) >= 0;
    }
    return names;
  }

  /** The lower layer, and the upper one where the lower is empty. */
  static List<String> over(List<String> lower, List<String> upper) {
    List<String> cells = new ArrayList<>();
    for (int i = 0; i < Math.max(lower.size(), upper.size()); i++) {
      String below = i < lower.size() ? lower.get(i) : "";
      cells.add(below.isBlank() && i < upper.size() ? upper.get(i) : below);
    }
    return cells;
  }

  /** The lower layer, with wanted columns of the upper one where the lower is empty. */
  static List<String> filled(List<String> lower, List<String> upper, Reading reading) {
    return over(lower, upper.stream().map(cell -> reading.columns().findHeading(cell) >= 0 ? cell : "").toList());
  }
}
