package cn.yilu.mappings;

import cn.yilu.schemas.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Conditions: keys that all must hold. A key is a column, with the texts it may have or with {@code not}, {@code starts},
 * {@code empty}, {@code least}, {@code most}; or {@code stated} and {@code missing} with names of values; or {@code any}
 * and {@code all} with conditions.
 */
final class ConditionCompiler {
  private final Faults faults;
  private final Columns columns;
  private final ValueCompiler values;

  ConditionCompiler(Faults faults, Columns columns, ValueCompiler values) {
    this.faults = faults;
    this.columns = columns;
    this.values = values;
  }

  /** The condition described here; its columns are added to {@code from}. */
  Condition compile(Node node, Set<String> from) {
    Section section = new Section(node, faults);
    List<Condition> parts = new ArrayList<>();
    for (String name : section.names()) {
      Node value = section.get(name).orElseThrow();
      parts.add(switch (name) {
        case "any" -> any(list(value, from));
        case "all" -> all(list(value, from));
        case "stated" -> stated(value, true);
        case "missing" -> stated(value, false);
        default -> column(name, value, from);
      });
    }
    return all(parts);
  }

  private List<Condition> list(Node node, Set<String> from) {
    if (!(node instanceof SequenceNode sequence)) {
      faults.add(node, new Text("此处应为条件列表", "a list of conditions is expected here"));
      return List.of();
    }
    return sequence.getValue().stream().map(each -> compile(each, from)).toList();
  }

  private static Condition all(List<Condition> parts) {
    Condition[] each = parts.toArray(Condition[]::new);
    return each.length == 1 ? each[0] : reading -> {
      for (Condition part : each) {
        if (!part.holds(reading)) {
          return false;
        }
      }
      return true;
    };
  }

  private static Condition any(List<Condition> parts) {
    return reading -> {
      for (Condition part : parts) {
        if (part.holds(reading)) {
          return true;
        }
      }
      return false;
    };
  }

  private Condition stated(Node node, boolean wanted) {
    int[] places = Section.texts(node, faults).stream().mapToInt(name -> values.byName(node, name)).toArray();
    return reading -> {
      for (int place : places) {
        if (reading.states(place) != wanted) {
          return false;
        }
      }
      return true;
    };
  }

  private Condition column(String name, Node node, Set<String> from) {
    int column = columns.add(name);
    from.add(name);
    if (!(node instanceof MappingNode)) {
      return in(column, Section.texts(node, faults), true);
    }
    Section tests = new Section(node, faults).only("not", "starts", "empty", "least", "most");
    List<Condition> parts = new ArrayList<>();
    tests.get("not").ifPresent(texts -> parts.add(in(column, Section.texts(texts, faults), false)));
    tests.get("starts").ifPresent(texts -> parts.add(starts(column, Section.texts(texts, faults))));
    tests.get("empty").ifPresent(wanted -> parts.add(empty(column, tests.truth("empty"))));
    tests.get("least").ifPresent(limit -> parts.add(between(column, limit(limit), Double.MAX_VALUE)));
    tests.get("most").ifPresent(limit -> parts.add(between(column, -Double.MAX_VALUE, limit(limit))));
    return all(parts);
  }

  private static Condition in(int column, List<String> texts, boolean wanted) {
    String[] each = texts.toArray(String[]::new);
    return reading -> {
      Cell cell = reading.cell();
      if (!cell.look(reading.row(), column)) {
        return !wanted;
      }
      for (String text : each) {
        if (cell.is(text)) {
          return wanted;
        }
      }
      return !wanted;
    };
  }

  private static Condition starts(int column, List<String> texts) {
    return reading -> {
      Cell cell = reading.cell();
      return cell.look(reading.row(), column) && texts.stream().anyMatch(cell::startsWith);
    };
  }

  private static Condition empty(int column, boolean wanted) {
    return reading -> reading.cell().look(reading.row(), column) != wanted;
  }

  private static Condition between(int column, double least, double most) {
    return reading -> {
      Cell cell = reading.cell();
      if (!cell.look(reading.row(), column)) {
        return false;
      }
      double number = Numbers.read(cell, Set.of());
      return number >= least && number <= most;
    };
  }

  private double limit(Node node) {
    String text = Section.text(node, faults).orElse("");
    double number = Numbers.read(text.toCharArray(), 0, text.length());
    if (Double.isNaN(number)) {
      faults.add(node, new Text("此处应为数字", "a number is expected here"));
    }
    return number;
  }
}
