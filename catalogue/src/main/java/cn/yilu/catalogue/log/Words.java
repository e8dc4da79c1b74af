package cn.yilu.catalogue.log;

import java.util.HashMap;
import java.util.Map;

/** The words that headers of a block repeat, each stored once; headers name them by number. */
final class Words {
  private final Map<String, Integer> numbers = new HashMap<>();

  int index(String word) {
    Integer known = numbers.putIfAbsent(word, numbers.size());
    return known == null ? numbers.size() - 1 : known;
  }

  int count() {
    return numbers.size();
  }

  void encode(AvroWriter out) {
    String[] ordered = new String[numbers.size()];
    numbers.forEach((word, index) -> ordered[index] = word);
    if (ordered.length > 0) {
      out.number(ordered.length);
    }
    for (String word : ordered) {
      out.text(word);
    }
    out.number(0);
  }
}
