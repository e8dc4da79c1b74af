package cn.yilu.mappings;

import cn.yilu.mappings.rule.HeadingFound;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the heading among the first rows of a table: the row the mapping names, or else the first that holds half of the
 * columns the mapping wants, or else, after twenty rows, the one that holds most. In a workbook a heading may have two
 * layers, names above others with merged cells.
 */
final class HeadingSearch {
  private static final int ROWS = 20;

  private final int fixed;
  private final boolean layered;
  private final Reading reading;
  private final List<List<String>> passed = new ArrayList<>();
  private final List<Integer> numbers = new ArrayList<>();
  private List<String> above = List.of();
  private int best;
  private int most;
  /** How many layers lie below the best row. */
  private int below;

  /**
   * A search for the heading in this row, from 1, or anywhere when it is 0.
   *
   * @param layered whether a heading may have two layers
   */
  HeadingSearch(int fixed, boolean layered, Reading reading) {
    this.fixed = fixed;
    this.layered = layered;
    this.reading = reading;
  }

  /** Looks at the next row; the heading if it is decided now. */
  @Nullable
  Heading offer(int number, List<String> cells) {
    if (fixed > 0) {
      List<String> upper = above;
      above = List.copyOf(cells);
      return number < fixed ? null : Heading.of(layered ? HeadingLayers.filled(above, upper, reading) : above, reading);
    }
    int count = wanted(cells);
    passed.add(List.copyOf(cells));
    numbers.add(number);
    if (count > most) {
      most = count;
      best = passed.size() - 1;
    }
    boolean enough = most > 0 && most * 2 >= reading.columns().size();
    boolean waits = layered && best == passed.size() - 1;
    return (enough && !waits) || passed.size() == ROWS ? decide() : null;
  }

  /** The heading now that no more rows come, or null when there was none at all. */
  @Nullable
  Heading decide() {
    if (passed.isEmpty()) {
      return null;
    }
    Heading heading = Heading.of(layered ? layers() : passed.get(best), reading);
    if (numbers.get(best) > 1) {
      reading.note(HeadingFound.RULE, "", String.valueOf(numbers.get(best)));
      reading.tell();
    }
    return heading;
  }

  private List<String> layers() {
    List<String> cells = passed.get(best);
    if (best + 1 < passed.size() && HeadingLayers.isLower(passed.get(best + 1), cells, reading)) {
      below = 1;
      return HeadingLayers.over(passed.get(best + 1), cells);
    }
    return best == 0 ? cells : HeadingLayers.filled(cells, passed.get(best - 1), reading);
  }

  /** Rows that were passed on the search and came after the heading; they are rows of the table. */
  List<List<String>> after() {
    return passed.isEmpty() ? List.of() : List.copyOf(passed.subList(best + below + 1, passed.size()));
  }

  private int wanted(List<String> cells) {
    return (int) cells.stream().mapToInt(reading.columns()::findHeading).filter(place -> place >= 0).distinct().count();
  }
}
