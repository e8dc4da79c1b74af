package cn.yilu.mappings;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * The columns that a mapping reads, by the source's own names; a column of JSON is a dotted path, one of HL7 a place such
 * as {@code PID-3[5=MPS].1}. Case does not matter, because databases change it.
 */
final class Columns {
  private final List<String> names = new ArrayList<>();
  private final Map<String, Integer> places = new HashMap<>();
  private final Map<String, Integer> headings = new HashMap<>();
  private final Set<String> ignored = new HashSet<>();
  private final List<String> ignoredStarts = new ArrayList<>();
  private final Set<String> optional = new HashSet<>();

  /** The place of a column, given to it now if it has none yet. */
  int add(String name) {
    return places.computeIfAbsent(fold(name), key -> {
      names.add(name);
      headings.putIfAbsent(plain(name), names.size() - 1);
      return names.size() - 1;
    });
  }

  /** Leaves a column out on purpose; with a star at its end all that begin like it. */
  void ignore(String name) {
    String folded = fold(name);
    if (folded.endsWith("*")) {
      ignoredStarts.add(folded.substring(0, folded.length() - 1));
    } else {
      ignored.add(folded);
    }
  }

  /** Lets deliveries lack a column without a note. */
  void mayLack(String name) {
    optional.add(fold(name));
  }

  boolean mustHave(int place) {
    return !optional.contains(fold(names.get(place)));
  }

  /**
   * The place of the column that people wrote like this above a table, or -1: blanks and line ends between the characters,
   * full-width signs and the star of what must be filled in make no other name.
   */
  int findHeading(String name) {
    int place = find(name);
    return place >= 0 ? place : headings.getOrDefault(plain(name), -1);
  }

  private static String plain(String name) {
    StringBuilder plain = new StringBuilder();
    Normalizer.normalize(name, Normalizer.Form.NFKC).chars().filter(c -> !Cell.blank((char) c) && c != '*')
        .forEach(c -> plain.append((char) c));
    return plain.toString().toLowerCase(Locale.ROOT);
  }

  /** The place of a column, or -1 when nothing is made of it. */
  int find(String name) {
    Integer place = places.get(fold(name));
    return place == null ? -1 : place;
  }

  boolean isIgnored(String name) {
    String folded = fold(name);
    return ignored.contains(folded) || ignoredStarts.stream().anyMatch(folded::startsWith);
  }

  /** The names left out on purpose, in small letters. */
  Set<String> ignored() {
    return Set.copyOf(ignored);
  }

  String name(int place) {
    return place < 0 ? "" : names.get(place);
  }

  int size() {
    return names.size();
  }

  List<String> names() {
    return List.copyOf(names);
  }

  private static String fold(String name) {
    String stripped = name.strip();
    for (int i = 0; i < stripped.length(); i++) {
      char c = stripped.charAt(i);
      if (c >= 'A' && c <= 'Z') {
        return stripped.toLowerCase(Locale.ROOT);
      }
    }
    return stripped;
  }
}
