package cn.yilu.mappings;

import cn.yilu.mappings.rule.SegmentBroken;
import java.nio.CharBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One message, cut into segments where they lie: good for as long as the characters it was read from stay.
 *
 * @param raw characters as they came, from a place to another
 * @param type such as {@code ADT^A08}
 */
record Hl7Message(CharBuffer raw, String type, List<Hl7Segment> segments) {
  /** Segments around the messages of a batch. */
  private static final Set<String> ENVELOPE = Set.of("FHS", "BHS", "BTS", "FTS");

  /** Cuts a message that begins with MSH; nothing when its header is broken. */
  static Optional<Hl7Message> read(CharBuffer raw, CharBuffer text, Reading reading) {
    char[] chars = text.array();
    int start = text.position();
    int limit = text.limit();
    if (limit - start < 8 || Character.isLetterOrDigit(chars[start + 3]) || Cell.blank(chars[start + 3])) {
      return Optional.empty();
    }
    Hl7Marks marks = Hl7Marks.of(chars, start, limit);
    List<Hl7Segment> segments = new ArrayList<>(16);
    while (start < limit) {
      int end = end(chars, start, limit);
      if (isSegment(chars, start, end, marks.field())) {
        Hl7Segment segment = new Hl7Segment(chars, start, end, marks);
        if ((chars[start] != 'F' && chars[start] != 'B') || !ENVELOPE.contains(segment.name())) {
          segments.add(segment);
        }
      } else if (end > start && !Character.isWhitespace(chars[start])) {
        reading.note(SegmentBroken.RULE, segments.getLast().name(), "");
        segments.set(segments.size() - 1, segments.getLast().with(chars, start, end));
      }
      start = end + 1;
    }
    Hl7Segment header = segments.getFirst();
    String type = header.text(9, 1) + "^" + header.text(9, 2);
    return type.length() < 3 ? Optional.empty() : Optional.of(new Hl7Message(raw, type, segments));
  }

  private static int end(char[] chars, int from, int limit) {
    int at = from;
    while (at < limit && chars[at] != '\r' && chars[at] != '\n') {
      at++;
    }
    return at;
  }

  private static boolean isSegment(char[] chars, int from, int to, char field) {
    return to - from >= 3 && letter(chars[from]) && (letter(chars[from + 1]) || digit(chars[from + 1]))
        && (letter(chars[from + 2]) || digit(chars[from + 2])) && (to - from == 3 || chars[from + 3] == field);
  }

  private static boolean letter(char c) {
    return c >= 'A' && c <= 'Z';
  }

  private static boolean digit(char c) {
    return c >= '0' && c <= '9';
  }

  /**
   * The segments of each row: all of them, or for every segment of a given name this one, what belongs before it, what
   * follows it and what stands before the first.
   */
  List<List<Hl7Segment>> rows(List<String> each) {
    if (each.isEmpty()) {
      return List.of(segments);
    }
    List<Integer> starts = new ArrayList<>();
    for (int i = 0; i < segments.size(); i++) {
      if (each.contains(segments.get(i).name())) {
        starts.add(start(i, starts));
      }
    }
    if (starts.size() < 2) {
      return List.of(segments);
    }
    List<List<Hl7Segment>> rows = new ArrayList<>();
    for (int i = 0; i < starts.size(); i++) {
      List<Hl7Segment> row = new ArrayList<>(segments.subList(0, starts.getFirst()));
      row.addAll(segments.subList(starts.get(i), i + 1 < starts.size() ? starts.get(i + 1) : segments.size()));
      rows.add(row);
    }
    return rows;
  }

  /** An order belongs to what was ordered, and a person to the number that ends. */
  private int start(int at, List<Integer> taken) {
    if (!segments.get(at).is("MRG")) {
      return at > 0 && segments.get(at - 1).is("ORC") ? at - 1 : at;
    }
    int person = at;
    while (person > 0 && !segments.get(person).is("PID")) {
      person--;
    }
    return person == 0 || taken.contains(person) ? at : person;
  }

  /** The message as it came. */
  @Override
  public String toString() {
    return raw.toString();
  }
}
