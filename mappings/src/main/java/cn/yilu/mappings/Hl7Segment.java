package cn.yilu.mappings;

import java.util.Arrays;
import java.util.Optional;

/** One segment where it lies in the message's characters; the second header field holds the marks themselves. */
final class Hl7Segment {
  private static final int MSH = Hl7Path.number("MSH");

  private final char[] chars;
  private final int number;
  private final Hl7Marks marks;
  private final int from;
  private final int to;
  /** Where each field begins, one more for the end; found when first asked for, since most segments never are. */
  private int[] starts = {};
  private int fields;

  Hl7Segment(char[] chars, int from, int to, Hl7Marks marks) {
    this.chars = chars;
    this.from = from;
    this.to = to;
    this.marks = marks;
    number = Hl7Path.number(chars[from], chars[from + 1], chars[from + 2]);
  }

  private void cut() {
    if (starts.length > 0) {
      return;
    }
    int[] found = new int[32];
    int count = 1;
    if (number == MSH) {
      found[count++] = from + 3;
    }
    for (int i = from + 3; i < to; i++) {
      if (chars[i] == marks.field()) {
        if (count + 2 >= found.length) {
          found = Arrays.copyOf(found, found.length * 2);
        }
        found[count++] = i + 1;
      }
    }
    found[count] = to + 1;
    starts = found;
    fields = count - 1;
  }

  /** The same segment with more characters at its end. */
  Hl7Segment with(char[] more, int start, int end) {
    cut();
    String text = name() + (fields == 0 ? "" : new String(chars, starts[1] - 1, starts[fields + 1] - starts[1]));
    char[] whole = (text + " " + new String(more, start, end - start)).toCharArray();
    return new Hl7Segment(whole, 0, whole.length, marks);
  }

  String name() {
    return new String(chars, from, 3);
  }

  /** Its name as a number, since segments are told apart far more often than named. */
  int number() {
    return number;
  }

  boolean is(String other) {
    return number == Hl7Path.number(other);
  }

  /** How many fields it has. */
  int size() {
    cut();
    return fields;
  }

  boolean states(int field) {
    cut();
    for (int i = starts[field]; i < starts[field + 1] - 1; i++) {
      char c = chars[i];
      if (c != marks.component() && c != marks.repetition() && c != marks.part() && c != '"') {
        return true;
      }
    }
    return false;
  }

  boolean fits(Optional<Hl7Path.Choice> choice) {
    if (choice.isEmpty()) {
      return true;
    }
    cut();
    int field = choice.get().field();
    return field <= fields && fits(choice.get(), starts[field], repetitionEnd(starts[field], starts[field + 1] - 1));
  }

  /** Compares where the characters lie, since every segment of a kind is looked at for every path. */
  private boolean fits(Hl7Path.Choice choice, int start, int end) {
    int first = skip(marks.component(), choice.component(), start, end);
    int last = find(marks.part(), first, find(marks.component(), first, end));
    return find(marks.escape(), first, last) < last
        ? choice.fits(marks.plain(chars, first, last))
        : choice.fits(chars, first, last);
  }

  /** A component of a field's first repetition. */
  String text(int field, int component) {
    cut();
    if (field > fields) {
      return "";
    }
    return text(starts[field], repetitionEnd(starts[field], starts[field + 1] - 1), component, 1);
  }

  /** Puts what the path leads to into a column. */
  void put(Hl7Path path, Row row, int column) {
    cut();
    if (path.field() > fields) {
      return;
    }
    int end = starts[path.field() + 1] - 1;
    int from = starts[path.field()];
    while (from <= end) {
      int to = repetitionEnd(from, end);
      if (path.ofRepetition().isEmpty() || fits(path.ofRepetition().get(), from, to)) {
        put(from, to, path, row, column);
        return;
      }
      from = to + 1;
    }
  }

  private void put(int from, int to, Hl7Path path, Row row, int column) {
    int start = skip(marks.component(), path.component(), from, to);
    int end = find(marks.component(), start, to);
    int first = skip(marks.part(), path.part(), start, end);
    int last = find(marks.part(), first, end);
    if (find(marks.escape(), first, last) < last) {
      row.put(column, marks.plain(chars, first, last));
    } else if (!isNull(first, last)) {
      row.put(column, chars, first, last);
    }
  }

  /** Two quotes say that there is no value. */
  private boolean isNull(int from, int to) {
    return to - from == 2 && chars[from] == '"' && chars[from + 1] == '"';
  }

  private int repetitionEnd(int from, int end) {
    return number == MSH && from == starts[Math.min(2, fields)] ? end : find(marks.repetition(), from, end);
  }

  private int find(char mark, int from, int to) {
    int at = from;
    while (at < to && chars[at] != mark) {
      at++;
    }
    return at;
  }

  private String text(int from, int to, int component, int part) {
    int start = skip(marks.component(), component, from, to);
    int end = find(marks.component(), start, to);
    int first = skip(marks.part(), part, start, end);
    int last = find(marks.part(), first, end);
    if (first >= last || isNull(first, last)) {
      return "";
    }
    return find(marks.escape(), first, last) < last
        ? marks.plain(chars, first, last)
        : new String(chars, first, last - first);
  }

  /** Where the piece of this number begins, from 1; the end when there are fewer. */
  private int skip(char mark, int number, int from, int to) {
    int at = from;
    for (int i = 1; i < number; i++) {
      at = Math.min(find(mark, at, to) + 1, to);
    }
    return at;
  }
}
