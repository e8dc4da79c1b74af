package cn.yilu.mappings;

import cn.yilu.mappings.rule.ColumnMissing;
import cn.yilu.mappings.rule.ColumnTwice;
import cn.yilu.schemas.Text;
import java.util.Arrays;
import java.util.List;

/** The heading of a table: which of its columns goes where. */
final class Heading {
  private final int[] places;

  private Heading(int[] places) {
    this.places = places;
  }

  /**
   * Reads the heading, noting columns that only one side knows and names that stand twice, of which the first counts.
   *
   * @throws Unreadable when it has none of the columns the mapping needs; perhaps it is no heading but a row of data, so
   *         nothing of it is repeated
   */
  static Heading of(List<String> names, Reading reading) {
    Columns columns = reading.columns();
    int[] places = names.stream().mapToInt(columns::findHeading).toArray();
    if (Arrays.stream(places).allMatch(place -> place < 0)) {
      throw new Unreadable(
          new Text("表头中没有映射文件需要的列,期望如" + columns.name(0), "the heading has none of the mapped columns, such as "
              + columns.name(0)));
    }
    boolean[] found = new boolean[columns.size()];
    for (int i = 0; i < places.length; i++) {
      if (places[i] < 0) {
        unmapped(names.get(i).strip(), reading);
      } else if (found[places[i]]) {
        reading.note(ColumnTwice.RULE, columns.name(places[i]), names.get(i).strip());
        places[i] = -1;
      } else {
        found[places[i]] = true;
      }
    }
    for (int i = 0; i < found.length; i++) {
      if (!found[i] && columns.mustHave(i)) {
        reading.note(ColumnMissing.RULE, columns.name(i), "");
      }
    }
    reading.tell();
    return new Heading(places);
  }

  private static void unmapped(String name, Reading reading) {
    if (!name.isEmpty()) {
      reading.unmapped(name);
    }
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
