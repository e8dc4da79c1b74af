package cn.yilu.mappings;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * Which fields of which segments a mapping uses or ignores; every other one that says something is noted.
 *
 * @param fields by segment, numbers of the fields that are used
 * @param ignored segments that are left out as a whole
 */
record Hl7Use(Map<String, BitSet> fields, Set<String> ignored) {
  private static final BitSet NONE = new BitSet();

  static Hl7Use none() {
    return new Hl7Use(Map.of(), Set.of());
  }

  static Hl7Use of(Columns columns) {
    Map<String, BitSet> fields = new HashMap<>();
    columns.names().forEach(name -> Hl7Path.parse(name).ifPresent(path -> {
      BitSet used = fields.computeIfAbsent(path.segment(), key -> new BitSet());
      used.set(path.field());
      path.ofSegment().ifPresent(choice -> used.set(choice.field()));
    }));
    Set<String> ignored = new HashSet<>();
    for (String name : columns.ignored()) {
      String[] parts = name.toUpperCase(Locale.ROOT).split("-", 2);
      if (parts.length == 1) {
        ignored.add(parts[0]);
      } else if (parts[1].matches("\\d{1,3}")) {
        fields.computeIfAbsent(parts[0], key -> new BitSet()).set(Integer.parseInt(parts[1]));
      }
    }
    return new Hl7Use(fields, ignored);
  }

  void unmapped(Hl7Message message, Reading reading) {
    for (Hl7Segment segment : message.segments()) {
      if (!ignored.contains(segment.name())) {
        BitSet used = fields.getOrDefault(segment.name(), NONE);
        for (int field = 1; field <= segment.size(); field++) {
          if (!used.get(field) && segment.states(field)) {
            reading.unmapped(segment.name() + "-" + field);
          }
        }
      }
    }
  }
}
