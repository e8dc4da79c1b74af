package cn.yilu.mappings;

import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.SequencedMap;
import java.util.TreeMap;

/** Which fields of which segments a mapping uses or ignores; every other one that says something is noted. */
record Hl7Use(List<Segment> segments) {
  private static final BitSet NONE = new BitSet();
  /** More fields than any segment has. */
  private static final int ALL = 1000;

  /**
   * A segment of which something is used or ignored.
   *
   * @param number of its name
   * @param fields numbers of these fields
   */
  private record Segment(int number, BitSet fields) {}

  static Hl7Use none() {
    return new Hl7Use(List.of());
  }

  static Hl7Use of(Columns columns) {
    SequencedMap<Integer, BitSet> fields = new TreeMap<>();
    columns.names().forEach(name -> Hl7Path.parse(name).ifPresent(path -> {
      BitSet used = fields.computeIfAbsent(path.segment(), key -> new BitSet());
      used.set(path.field());
      path.ofSegment().ifPresent(choice -> used.set(choice.field()));
    }));
    for (String name : columns.ignored()) {
      String[] parts = name.toUpperCase(Locale.ROOT).split("-", 2);
      if (parts[0].length() == 3 && (parts.length == 1 || parts[1].matches("\\d{1,3}"))) {
        BitSet ignored = fields.computeIfAbsent(Hl7Path.number(parts[0]), key -> new BitSet());
        if (parts.length == 1) {
          ignored.set(0, ALL);
        } else {
          ignored.set(Integer.parseInt(parts[1]));
        }
      }
    }
    return new Hl7Use(fields.entrySet().stream().map(each -> new Segment(each.getKey(), each.getValue())).toList());
  }

  void unmapped(Hl7Message message, Reading reading) {
    for (Hl7Segment segment : message.segments()) {
      BitSet used = fields(segment.number());
      if (!used.get(ALL - 1)) {
        for (int field = 1; field <= segment.size(); field++) {
          if (!used.get(field) && segment.states(field)) {
            reading.unmapped(segment.name() + "-" + field);
          }
        }
      }
    }
  }

  private BitSet fields(int number) {
    for (Segment segment : segments) {
      if (segment.number() == number) {
        return segment.fields();
      }
    }
    return NONE;
  }
}
