package cn.yilu.mappings;

import cn.yilu.mappings.rule.ColumnMissing;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Rows of a database; a null and an empty text say the same. A row of one table among several says which in {@link #TABLE}. */
final class DatabaseRows {
  private static final String TABLE = "__table";
  private final Reading reading;
  private final String[] labels;
  private Set<String> seen = Set.of();

  private DatabaseRows(Reading reading) {
    this.reading = reading;
    labels = new String[reading.columns().size()];
  }

  static void read(List<Map<String, String>> rows, Reading reading) {
    new DatabaseRows(reading).read(rows);
  }

  private void read(List<Map<String, String>> rows) {
    for (Map<String, String> given : rows) {
      if (!given.keySet().equals(seen)) {
        learn(given.keySet());
      }
      reading.row().begin(given);
      try {
        fill(given);
      } catch (RuntimeException fault) {
        reading.failed(fault);
        continue;
      }
      reading.use();
    }
  }

  private void fill(Map<String, String> given) {
    for (int i = 0; i < labels.length; i++) {
      String value = labels[i].isEmpty() ? null : given.get(labels[i]);
      if (value != null) {
        reading.row().put(i, value);
      }
    }
  }

  private void learn(Set<String> keys) {
    // A row of one table cannot have the columns that the mapping wants of another.
    boolean wanting = seen.isEmpty() && !keys.contains(TABLE);
    seen = keys;
    Arrays.fill(labels, "");
    for (String key : keys) {
      int place = reading.columns().find(key);
      if (place >= 0) {
        labels[place] = key;
      } else {
        reading.unmapped(key);
      }
    }
    for (int i = 0; i < labels.length && wanting; i++) {
      if (labels[i].isEmpty() && reading.columns().mustHave(i)) {
        reading.note(ColumnMissing.RULE, reading.columns().name(i), "");
      }
    }
    reading.tell();
  }
}
