package cn.yilu.mappings;

import cn.yilu.mappings.rule.CharsetDiffers;
import cn.yilu.mappings.rule.ColumnCount;
import cn.yilu.mappings.rule.NoteRow;
import cn.yilu.mappings.rule.Undecodable;
import cn.yilu.schemas.Text;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads delimited rows: finds the heading, then hands on each row where it lies. */
final class DelimitedReading {
  private static final Text MARKUP = new Text("文件是HTML或XML,不是表格;请另存为xlsx或CSV后再报送",
      "the file is HTML or XML, not a table; save it as .xlsx or CSV");
  static final Text EMPTY = new Text("文件为空,或没有表头", "the file is empty or has no heading");

  private final int headingLine;
  private final CharFeed feed;
  private final DelimitedRows rows;
  private final Reading reading;
  private int[] columns = {};

  DelimitedReading(DelimitedFormat format, CharFeed feed, Reading reading) {
    headingLine = format.heading();
    this.feed = feed;
    this.reading = reading;
    rows = new DelimitedRows(format, feed, reading);
  }

  void read() throws IOException {
    if (feed.guess().differs()) {
      reading.note(CharsetDiffers.RULE, "", feed.guess().charset().name());
    }
    heading();
    while (rows.row()) {
      if (rows.cells > 1 || rows.to[0] > rows.from[0]) {
        use();
      }
      rows.pass();
    }
    if (feed.damaged()) {
      reading.note(Undecodable.RULE, "", "");
    }
  }

  private void heading() throws IOException {
    List<String> lines = new ArrayList<>();
    HeadingSearch search = new HeadingSearch(headingLine, false, reading);
    Heading heading;
    try {
      heading = heading(search, lines);
    } catch (Unreadable e) {
      throw OtherSeparator.in(lines, reading.columns()).orElse(e);
    }
    if (heading == null) {
      throw new Unreadable(EMPTY);
    }
    columns = heading.columns();
    search.after().forEach(this::use);
  }

  private @Nullable Heading heading(HeadingSearch search, List<String> lines) throws IOException {
    for (int line = 1; rows.row(); line++) {
      if (line == 1 && rows.to[0] > rows.from[0] && rows.chars[rows.from[0]] == '<') {
        throw new Unreadable(MARKUP);
      }
      List<String> names = texts();
      lines.add(names.getFirst());
      Heading heading = names.stream().allMatch(String::isBlank) ? null : search.offer(line, names);
      rows.pass();
      if (heading != null) {
        return heading;
      }
    }
    return search.decide();
  }

  private List<String> texts() {
    List<String> texts = new ArrayList<>();
    for (int i = 0; i < rows.cells; i++) {
      texts.add(new String(rows.chars, rows.from[i], rows.to[i] - rows.from[i]));
    }
    return texts;
  }

  /** Uses a row that was passed on the search for the heading. */
  private void use(List<String> texts) {
    Row row = reading.row();
    row.begin(texts);
    for (int i = 0; i < Math.min(texts.size(), columns.length); i++) {
      if (columns[i] >= 0) {
        row.put(columns[i], texts.get(i));
      }
    }
    reading.use();
  }

  private void use() {
    if (isNote()) {
      reading.note(NoteRow.RULE, "", new String(rows.chars, rows.start(), rows.lineEnd() - rows.start()));
      reading.tell();
      return;
    }
    Row row = reading.row();
    int end = rows.lineEnd();
    if (rows.cells != columns.length && !onlyEmptyBeyond()) {
      if (rows.hidesARow(columns.length)) {
        rows.giveUpLine();
      } else {
        row.lie(rows.chars, rows.start(), end);
        reading.reject(ColumnCount.RULE, row.raw());
      }
      return;
    }
    row.lie(rows.chars, rows.start(), end);
    if (rows.doubled()) {
      row.cameAs(new String(rows.chars, rows.start(), end - rows.start()));
      rows.halve();
    }
    Arrays.fill(row.from, 0);
    Arrays.fill(row.to, 0);
    for (int i = 0; i < columns.length; i++) {
      int column = columns[i];
      if (column >= 0) {
        row.from[column] = rows.from[i];
        row.to[column] = rows.to[i];
      }
    }
    reading.use();
  }

  private boolean isNote() {
    int first = 0;
    while (first < rows.cells && rows.to[first] == rows.from[first]) {
      first++;
    }
    if (first == rows.cells || !NoteRow.begins(rows.chars, rows.from[first], rows.to[first])) {
      return false;
    }
    int filled = 0;
    for (int i = first; i < rows.cells; i++) {
      filled += rows.to[i] > rows.from[i] ? 1 : 0;
    }
    return filled * 2 <= columns.length;
  }

  private boolean onlyEmptyBeyond() {
    if (rows.cells < columns.length) {
      return false;
    }
    for (int i = columns.length; i < rows.cells; i++) {
      if (rows.to[i] > rows.from[i]) {
        return false;
      }
    }
    return true;
  }
}
