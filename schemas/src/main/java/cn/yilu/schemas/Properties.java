package cn.yilu.schemas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.avro.JsonProperties;
import org.jspecify.annotations.Nullable;

/** Properties of a record or a field, read with every fault noted; what is faulty is answered by a stand-in. */
final class Properties {
  private static final String DUPLICATES = "duplicates";
  private static final Set<String> DUPLICATE_RULE = Set.of("identifier", "differing", "alike");
  private static final Text STAND_IN = new Text("-", "-");
  private final JsonProperties of;
  private final String where;
  private final String pointer;
  private final List<SchemaFault> faults;
  private final Function<String, Integer> lines;

  Properties(JsonProperties of, String where, String pointer, List<SchemaFault> faults,
      Function<String, Integer> lines) {
    this.of = of;
    this.where = where;
    this.pointer = pointer;
    this.faults = faults;
    this.lines = lines;
  }

  /** Refuses properties that nobody reads: a misspelt one would silently say nothing. */
  void only(List<String> known) {
    of.getObjectProps().keySet().stream().filter(name -> !known.contains(name))
        .forEach(name -> fault(name, "没有这个属性,可用 " + String.join("、", known),
            "is no property; there are " + String.join(", ", known)));
  }

  Text text(String name) {
    Object value = required(name);
    return value == null ? STAND_IN : text(name, value);
  }

  private Text text(String name, Object value) {
    if (value instanceof Map<?, ?> map && map.get("zh") instanceof String zh && map.get("en") instanceof String en
        && !zh.isBlank() && !en.isBlank()) {
      return new Text(zh, en);
    }
    fault(name, "须有 zh 与 en", "needs zh and en");
    return STAND_IN;
  }

  List<Text> texts(String name) {
    List<Text> texts = new ArrayList<>();
    for (Object value : list(name)) {
      texts.add(text(name, value));
    }
    return texts;
  }

  /** A list that may be empty but must be there. */
  List<String> strings(String name) {
    return list(name).stream().map(Object::toString).toList();
  }

  /** A list that says at least one thing. */
  List<String> some(String name) {
    List<String> strings = strings(name);
    if (strings.isEmpty() && of.getObjectProp(name) instanceof List<?>) {
      fault(name, "不得为空", "must not be empty");
    }
    return strings;
  }

  private List<?> list(String name) {
    Object value = required(name);
    if (value != null && !(value instanceof List<?>)) {
      fault(name, "须为列表", "must be a list");
    }
    return value instanceof List<?> list ? list : List.of();
  }

  String string(String name) {
    return Objects.toString(required(name), "");
  }

  Optional<String> optional(String name) {
    return Optional.ofNullable(of.getObjectProp(name)).map(Object::toString);
  }

  boolean flag(String name) {
    Object value = of.getObjectProp(name);
    if (value != null && !(value instanceof Boolean)) {
      fault(name, "须为 true 或 false", "must be true or false");
    }
    return Boolean.TRUE.equals(value);
  }

  /** A whole number within these bounds. */
  int number(String name, int least, int most) {
    Object value = required(name);
    if (value instanceof Integer number && number >= least && number <= most) {
      return number;
    }
    if (value != null) {
      fault(name, "须为 " + least + " 至 " + most + " 的整数", "must be a whole number from " + least + " to " + most);
    }
    return least;
  }

  /** One of the words of an enumeration, in lower case. */
  <E extends Enum<E>> E word(String name, Class<E> type) {
    E[] all = Objects.requireNonNull(type.getEnumConstants());
    String word = string(name);
    for (E each : all) {
      if (each.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-').equals(word)) {
        return each;
      }
    }
    if (of.getObjectProp(name) != null) {
      fault(name, "不能是“" + word + "”", "cannot be '" + word + "'");
    }
    return all[0];
  }

  /** When two may be one; names that are no fields are faults. */
  Optional<DuplicateRule> duplicates(List<SharedField> fields) {
    Object value = of.getObjectProp(DUPLICATES);
    if (value == null) {
      return Optional.empty();
    }
    List<String> names = fields.stream().map(SharedField::name).toList();
    if (value instanceof Map<?, ?> map && map.keySet().equals(DUPLICATE_RULE)
        && map.get("identifier") instanceof String identifier && strings("identifiedBy").contains(identifier)
        && map.get("differing") instanceof List<?> differing && map.get("alike") instanceof List<?> alike
        && alike.stream().allMatch(each -> each instanceof List<?> some && some.size() > 1) && alike.size() < 100) {
      DuplicateRule rule = new DuplicateRule(identifier, words(differing), alike.stream()
          .map(each -> each instanceof List<?> some ? words(some) : List.<String>of()).toList());
      rule.fields().stream().filter(name -> !names.contains(name))
          .forEach(name -> fault(DUPLICATES, "没有数据项“" + name + "”", "names " + name + ", which is no field"));
      return Optional.of(rule);
    }
    fault(DUPLICATES, "须为 identifier（identifiedBy 之一）、differing（数据项）与 alike（每组至少两个数据项）",
        "must hold identifier (one of identifiedBy), differing (fields) and alike (lists of at least two fields)");
    return Optional.empty();
  }

  private static List<String> words(List<?> list) {
    return list.stream().map(Object::toString).toList();
  }

  void fault(String property, String zh, String en) {
    faults.add(new SchemaFault(lines.apply(pointer + "/" + property), where, property, new Text(zh, en)));
  }

  private @Nullable Object required(String name) {
    Object value = of.getObjectProp(name);
    if (value == null) {
      fault(name, "缺失", "is missing");
    }
    return value;
  }
}
