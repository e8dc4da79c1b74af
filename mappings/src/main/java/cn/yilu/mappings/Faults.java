package cn.yilu.mappings;

import cn.yilu.schemas.Text;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** Gathers what is wrong in a mapping file, with its place. */
final class Faults {
  private final List<MappingFault> found = new ArrayList<>();

  void add(Node at, Text message) {
    add(at.getStartMark(), message, 0, Optional.empty());
  }

  void add(Node at, Text message, Text suggestion) {
    add(at.getStartMark(), message, 0, Optional.of(suggestion));
  }

  /** A fault so many characters behind the start of a node. */
  void add(Node at, int behind, Text message) {
    add(at.getStartMark(), message, behind, Optional.empty());
  }

  void add(Mark mark, Text message) {
    add(mark, message, 0, Optional.empty());
  }

  private void add(Mark mark, Text message, int behind, Optional<Text> suggestion) {
    found.add(new MappingFault(mark.getLine() + 1, mark.getColumn() + 1 + behind, message, suggestion));
  }

  /** Something is none of the allowed words; suggests the nearest with which it shares a letter at least. */
  void unknown(Node at, Text what, String word, Collection<String> allowed) {
    String nearest = "";
    int least = Math.min(word.length() - 1, Math.max(2, word.length() / 2));
    for (String candidate : allowed) {
      int distance = distance(word, candidate);
      if (distance <= least) {
        least = distance - 1;
        nearest = candidate;
      }
    }
    add(at, new Text("没有" + what.zh() + "“" + word + "”", what.en() + " '" + word + "' is not known"),
        nearest.isEmpty()
            ? oneOf(allowed)
            : new Text("是否应为“" + nearest + "”?", "did you mean '" + nearest + "'?"));
  }

  /** What is allowed. */
  static Text oneOf(Collection<String> allowed) {
    return new Text("可用:" + String.join("、", allowed), "one of " + String.join(", ", allowed));
  }

  void throwIfAny() {
    if (!found.isEmpty()) {
      throw new InvalidMapping(found);
    }
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int cost = a.charAt(i - 1) == b.charAt(j - 1) ? diagonal : diagonal + 1;
        diagonal = row[j];
        row[j] = Math.min(cost, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[b.length()];
  }
}
