package cn.yilu.mappings;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place in a FHIR resource, in the part of FHIRPath that mappings need: members, {@code where(system='…')},
 * {@code extension('url')}, {@code ofType(Quantity)}, {@code resolve()}, {@code first()}, an index; and shorter
 * {@code identifier[system=…].value}. A leading type such as {@code Patient} limits it to resources of that type, a leading
 * {@code entry} leads to the bundle's entry around the resource.
 *
 * @param type empty for resources of every type
 */
record FhirPath(Optional<String> type, List<Step> steps) {
  private static final Pattern WHERE = Pattern.compile("where\\((.+?)(\\^?=)'([^']*)'\\)");
  private static final Pattern EXTENSION = Pattern.compile("extension\\('([^']*)'\\)");
  private static final Pattern OF_TYPE = Pattern.compile("ofType\\(([A-Za-z]+)\\)");
  private static final Pattern MEMBER = Pattern.compile("([A-Za-z]\\w*)(?:\\[(?:(\\d{1,4})|(.+?)(\\^?=)(.*))\\])?");

  /** Where to go from a node. */
  sealed interface Step {}

  private record Member(String name) implements Step {}

  private record At(int index) implements Step {}

  private record Where(FhirPath path, boolean begins, String value) implements Step {}

  private record OfType(String suffix) implements Step {}

  private record Resolve() implements Step {}

  /** The path written like this, if it is one. */
  static Optional<FhirPath> parse(String text) {
    List<Step> steps = new ArrayList<>();
    Optional<String> type = Optional.empty();
    for (String part : parts(text.strip())) {
      if (steps.isEmpty() && type.isEmpty() && part.matches("[A-Z][A-Za-z]*")) {
        type = Optional.of(part);
      } else if (!step(part, steps)) {
        return Optional.empty();
      }
    }
    return steps.isEmpty() ? Optional.empty() : Optional.of(new FhirPath(type, steps));
  }

  /** Parts between dots that are in no brackets and no quotes. */
  private static List<String> parts(String text) {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int start = 0;
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      quoted ^= c == '\'';
      depth += quoted ? 0 : c == '[' || c == '(' ? 1 : c == ']' || c == ')' ? -1 : 0;
      if (c == '.' && depth == 0 && !quoted) {
        parts.add(text.substring(start, i));
        start = i + 1;
      }
    }
    parts.add(text.substring(start));
    return parts;
  }

  private static boolean step(String part, List<Step> steps) {
    Matcher where = WHERE.matcher(part);
    Matcher extension = EXTENSION.matcher(part);
    Matcher ofType = OF_TYPE.matcher(part);
    Matcher member = MEMBER.matcher(part);
    if (part.equals("first()")) {
      steps.add(new At(0));
    } else if (part.equals("resolve()")) {
      steps.add(new Resolve());
    } else if (where.matches()) {
      return choose(where.group(1), where.group(2), where.group(3), steps);
    } else if (extension.matches()) {
      steps.add(new Member("extension"));
      return choose("url", "=", extension.group(1), steps);
    } else if (ofType.matches()) {
      steps.add(new OfType(ofType.group(1)));
    } else if (member.matches()) {
      return member(member, steps);
    } else {
      return false;
    }
    return true;
  }

  private static boolean member(Matcher member, List<Step> steps) {
    steps.add(new Member(member.group(1)));
    if (member.group(2) != null) {
      steps.add(new At(Integer.parseInt(member.group(2))));
    }
    return member.group(3) == null || choose(member.group(3), member.group(4), member.group(5), steps);
  }

  private static boolean choose(String path, String how, String value, List<Step> steps) {
    Optional<FhirPath> chosen = parse(path);
    chosen.ifPresent(by -> steps.add(new Where(by, how.startsWith("^"), value)));
    return chosen.isPresent();
  }

  /** The member of the resource that this path begins with. */
  String top() {
    return steps.getFirst() instanceof Member member ? member.name() : "";
  }

  /** Whether it leads to the entry around a resource. */
  boolean ofEntry() {
    return type.isEmpty() && top().equals("entry");
  }

  boolean resolves() {
    return steps.stream().anyMatch(Resolve.class::isInstance);
  }

  /** The first value this path leads to from a resource, empty for none. */
  String value(JsonNode from, Function<String, Optional<JsonNode>> references) {
    if (type.isPresent() && !type.get().equals(from.path("resourceType").asText()) && !type.get().equals("Resource")) {
      return "";
    }
    List<JsonNode> nodes = List.of(from);
    for (int i = 0; i < steps.size() && !nodes.isEmpty(); i++) {
      boolean typed = i + 1 < steps.size() && steps.get(i + 1) instanceof OfType;
      nodes = go(steps.get(i), nodes, typed ? ((OfType) steps.get(i + 1)).suffix() : "", references);
    }
    return nodes.stream().filter(JsonNode::isValueNode).map(JsonNode::asText).findFirst().orElse("");
  }

  /** A reference on the way that leads to no resource, and with which no identifier is stated either. */
  Optional<String> unresolved(JsonNode from, Function<String, Optional<JsonNode>> references) {
    int end = steps.indexOf(new Resolve());
    if (end < 0 || (type.isPresent() && !type.get().equals(from.path("resourceType").asText()))) {
      return Optional.empty();
    }
    List<JsonNode> nodes = List.of(from);
    for (Step step : steps.subList(0, end)) {
      nodes = go(step, nodes, "", references);
    }
    return nodes.stream().filter(node -> !node.has("identifier")).map(node -> node.path("reference").asText())
        .filter(reference -> !reference.isEmpty() && references.apply(reference).isEmpty()).findFirst();
  }

  private static List<JsonNode> go(Step step, List<JsonNode> from, String suffix,
      Function<String, Optional<JsonNode>> references) {
    List<JsonNode> to = new ArrayList<>();
    switch (step) {
      case Member member -> from.forEach(node -> member(node, member.name(), suffix, to));
      case At at -> from.stream().skip(at.index()).findFirst().ifPresent(to::add);
      case Where where -> from.stream().filter(node -> where.begins()
          ? where.path().value(node, references).startsWith(where.value())
          : where.path().any(node, where.value(), references)).forEach(to::add);
      case OfType type -> to.addAll(from);
      case Resolve resolve -> from
          .forEach(node -> references.apply(node.path("reference").asText()).ifPresent(to::add));
    }
    return to;
  }

  /** Whether any of the values this path leads to is the given one. */
  private boolean any(JsonNode from, String value, Function<String, Optional<JsonNode>> references) {
    List<JsonNode> nodes = List.of(from);
    for (Step step : steps) {
      nodes = go(step, nodes, "", references);
    }
    return nodes.stream().anyMatch(node -> node.isValueNode() && node.asText().equals(value));
  }

  /** A member; one of several types is named {@code value} and stands there as {@code valueQuantity}. */
  private static void member(JsonNode node, String name, String suffix, List<JsonNode> to) {
    JsonNode found = node.get(name + suffix);
    if (found == null && suffix.isEmpty()) {
      found = choice(node, name);
    }
    if (found != null && found.isArray()) {
      found.forEach(to::add);
    } else if (found != null && !found.isNull()) {
      to.add(found);
    }
  }

  @org.jspecify.annotations.Nullable
  private static JsonNode choice(JsonNode node, String name) {
    for (Map.Entry<String, JsonNode> field : node.properties()) {
      String key = field.getKey();
      if (key.length() > name.length() && key.startsWith(name) && Character.isUpperCase(key.charAt(name.length()))
          && (name.equals("value") || name.equals("effective") || name.equals("onset") || name.equals("occurrence")
              || name.equals("deceased") || name.equals("multipleBirth") || name.equals("performed"))) {
        return field.getValue();
      }
    }
    return null;
  }
}
