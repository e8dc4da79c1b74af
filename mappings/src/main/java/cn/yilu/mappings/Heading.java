package cn.yilu.mappings;

import cn.yilu.mappings.rule.ColumnMissing;
import cn.yilu.schemas.Text;
import java.util.Arrays;
import java.util.List;

/** The heading of a table: which of its columns goes where. */
final class Heading {
  private static final int LEAST_FOUND = 1;

  private final int[] places;

  private Heading(int[] places) {
    this.places = places;
  }

  /**
   * Reads the heading, noting columns that only one side knows.
   *
   * @throws Unreadable when it has none of the columns the mapping needs
   */
  static Heading of(List<String> names, Reading reading) {
    Columns columns = reading.columns();
    boolean[] found = new boolean[columns.size()];
    int[] places = new int[names.size()];
    int count = 0;
    for (int i = 0; i < places.length; i++) {
      places[i] = columns.find(names.get(i));
      if (places[i] >= 0 && !found[places[i]]) {
        found[places[i]] = true;
        count++;
      } else if (places[i] < 0 && !names.get(i).isBlank()) {
        reading.unmapped(names.get(i).strip());
      }
    }
    if (count < LEAST_FOUND) {
      throw new Unreadable(
          new Text("表头中没有映射文件需要的列,期望如" + columns.name(0), "the heading has none of the mapped columns, such as "
              + columns.name(0)));
    }
    for (int i = 0; i < found.length; i++) {
      if (!found[i]) {
        reading.note(ColumnMissing.RULE, columns.name(i), "");
      }
    }
    reading.tell();
    return new Heading(places);
  }

  int size() {
    return places.length;
  }

  /** The mapped column that stands at this place of the table, or -1. */
  int column(int place) {
    return place < places.length ? places[place] : -1;
  }

  int[] columns() {
    return Arrays.copyOf(places, places.length);
  }
}
