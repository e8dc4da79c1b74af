package cn.yilu.mappings;

import cn.yilu.schemas.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** A mapping of the YAML file whose keys are words we know, or names the file gives. */
final class Section {
  private final Node node;
  private final Faults faults;
  private final Map<String, Node> values = new LinkedHashMap<>();
  private final Map<String, Node> keys = new LinkedHashMap<>();

  Section(Node node, Faults faults) {
    this.node = node;
    this.faults = faults;
    if (node instanceof MappingNode mapping) {
      mapping.getValue().forEach(this::take);
    } else if (!(node instanceof ScalarNode scalar && scalar.getValue().isEmpty())) {
      faults.add(node, new Text("此处应为键和值", "keys and values are expected here"));
    }
  }

  private void take(NodeTuple tuple) {
    if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
      faults.add(tuple.getKeyNode(), new Text("键须为单纯的文字", "a key must be plain text"));
      return;
    }
    if (values.put(key.getValue(), tuple.getValueNode()) != null) {
      faults.add(key, new Text("“" + key.getValue() + "”出现两次", "'" + key.getValue() + "' is there twice"));
    }
    keys.put(key.getValue(), key);
  }

  /** Faults every key that is none of these. */
  Section only(String... allowed) {
    Set<String> known = new java.util.LinkedHashSet<>(List.of(allowed));
    keys.forEach((name, key) -> {
      if (!known.contains(name)) {
        faults.unknown(key, new Text("键", "key"), name, known);
      }
    });
    return this;
  }

  Node node() {
    return node;
  }

  Set<String> names() {
    return keys.keySet();
  }

  Node key(String name) {
    return keys.getOrDefault(name, node);
  }

  Optional<Node> get(String name) {
    return Optional.ofNullable(values.get(name));
  }

  /** The value of a key that must be there. */
  Optional<Node> need(String name) {
    if (!values.containsKey(name)) {
      faults.add(node, new Text("缺少“" + name + "”", "'" + name + "' is missing"));
    }
    return get(name);
  }

  Optional<Section> section(String name) {
    return get(name).map(value -> new Section(value, faults));
  }

  Optional<String> text(String name) {
    return get(name).flatMap(value -> text(value, faults));
  }

  /** One text or several. */
  List<String> texts(String name) {
    return get(name).map(value -> texts(value, faults)).orElse(List.of());
  }

  boolean truth(String name) {
    return text(name).map(value -> value.equals("true")).orElse(false);
  }

  int number(String name, int otherwise) {
    Optional<String> text = text(name);
    try {
      return text.map(Integer::parseInt).orElse(otherwise);
    } catch (NumberFormatException e) {
      faults.add(values.getOrDefault(name, node), new Text("“" + name + "”须为数字", "'" + name + "' must be a number"));
      return otherwise;
    }
  }

  static Optional<String> text(Node node, Faults faults) {
    if (node instanceof ScalarNode scalar) {
      return Optional.of(scalar.getValue());
    }
    faults.add(node, new Text("此处应为单纯的文字", "plain text is expected here"));
    return Optional.empty();
  }

  static List<String> texts(Node node, Faults faults) {
    if (!(node instanceof SequenceNode sequence)) {
      return text(node, faults).map(List::of).orElse(List.of());
    }
    List<String> texts = new ArrayList<>();
    sequence.getValue().forEach(item -> text(item, faults).ifPresent(texts::add));
    return texts;
  }

  /** The first scalar of this text in a tree, or the tree itself. */
  static Node find(Node root, String text) {
    return search(root, text).orElse(root);
  }

  private static Optional<Node> search(Node node, String text) {
    return switch (node) {
      case ScalarNode scalar -> scalar.getValue().equals(text) ? Optional.of(node) : Optional.empty();
      case SequenceNode sequence ->
        sequence.getValue().stream().flatMap(each -> search(each, text).stream()).findFirst();
      case MappingNode mapping -> mapping.getValue().stream().flatMap(tuple -> search(tuple.getValueNode(), text)
          .or(() -> search(tuple.getKeyNode(), text)).stream()).findFirst();
      default -> Optional.empty();
    };
  }

  /** The same text for the same content, wherever it stands. */
  static String canonical(Node node) {
    return switch (node) {
      case ScalarNode scalar -> "\"" + scalar.getValue().replace("\"", "\\\"") + "\"";
      case SequenceNode sequence -> sequence.getValue().stream().map(Section::canonical).toList().toString();
      case MappingNode mapping -> mapping.getValue().stream()
          .map(tuple -> canonical(tuple.getKeyNode()) + ":" + canonical(tuple.getValueNode())).sorted().toList()
          .toString();
      default -> throw new IllegalStateException("unknown YAML node");
    };
  }
}
