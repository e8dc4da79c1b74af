package cn.yilu.mappings;

import cn.yilu.mappings.rule.NoteRow;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Takes the rows of a table that come as cells: titles, then the heading, then rows, with notes among and below them. */
final class TableRows {
  private final HeadingSearch search;
  private final Reading reading;
  private @Nullable Heading heading;

  TableRows(int headingRow, Reading reading) {
    search = new HeadingSearch(headingRow, true, reading);
    this.reading = reading;
  }

  /**
   * Takes the next row.
   *
   * @param number of the row in the table, from 1
   */
  void row(int number, List<String> cells) {
    if (cells.stream().allMatch(String::isBlank)) {
      return;
    }
    if (heading != null) {
      use(heading, cells);
    } else {
      found(search.offer(number, cells));
    }
  }

  /**
   * Goes on when no more rows come.
   *
   * @throws Unreadable when there was not even a heading
   */
  void end() {
    if (heading == null) {
      found(search.decide());
    }
    if (heading == null) {
      throw new Unreadable(DelimitedReading.EMPTY);
    }
  }

  private void found(@Nullable Heading now) {
    if (now != null) {
      heading = now;
      search.after().forEach(cells -> use(now, cells));
    }
  }

  private void use(Heading names, List<String> cells) {
    if (isNote(cells)) {
      reading.note(NoteRow.RULE, "", cells.stream().filter(cell -> !cell.isBlank()).collect(Collectors.joining(" ")));
      reading.tell();
      return;
    }
    Row row = reading.row();
    row.begin(cells);
    for (int i = 0; i < Math.min(cells.size(), names.size()); i++) {
      if (names.column(i) >= 0) {
        row.put(names.column(i), cells.get(i));
      }
    }
    reading.use();
  }

  private static boolean isNote(List<String> cells) {
    int filled = 0;
    boolean note = false;
    for (String cell : cells) {
      if (!cell.isBlank()) {
        if (filled++ == 0) {
          String first = cell.strip();
          note = NoteRow.begins(first.toCharArray(), 0, first.length());
        }
      }
    }
    return note && filled * 2 <= Math.max(cells.size(), 2);
  }
}
