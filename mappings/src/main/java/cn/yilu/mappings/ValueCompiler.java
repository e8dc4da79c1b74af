package cn.yilu.mappings;

import cn.yilu.schemas.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/**
 * Turns what the file says about values into values, the same ones only once. A value is a column's name, or keys:
 * {@code from}, {@code expression}, {@code value}, {@code const}, {@code address}, {@code pressure} or {@code glucose}, with {@code convert},
 * {@code default}, {@code when} and {@code else}.
 */
final class ValueCompiler {
  private static final String[] KEYS = {"from", "expression", "with", "join", "suffix", "whole", "value", "const",
      "address", "part",
      "pressure", "glucose", "kind", "convert", "list", "coding", "translate", "named-by", "past", "millis", "length",
      "organisations",
      "if-any", "none",
      "units",
      "min", "max", "default", "when", "else"};

  private static final Text NO_KIND = new Text("指向别的对象须写明标识的种类(kind)", "a reference needs a kind");

  private final Faults faults;
  private final Columns columns;
  private final ConversionCompiler conversions;
  private final ConditionCompiler conditions;
  private final Map<String, Node> named = new LinkedHashMap<>();
  private final Constants constants;
  private final Addresses addresses;
  private final Map<String, Integer> known = new HashMap<>();
  private final List<Value> values = new ArrayList<>();
  private final List<Set<String>> sources = new ArrayList<>();
  private final Set<String> underWay = new LinkedHashSet<>();

  ValueCompiler(Faults faults, Columns columns) {
    this.faults = faults;
    this.columns = columns;
    constants = new Constants(faults);
    addresses = new Addresses(faults, columns);
    conversions = new ConversionCompiler(faults, columns);
    conditions = new ConditionCompiler(faults, columns, this);
  }

  List<Value> values() {
    return values;
  }

  List<AddressSource> addresses() {
    return addresses.sources();
  }

  /** The source columns a value is made of. */
  List<String> sources(int value) {
    return List.copyOf(sources.get(value));
  }

  /** The first source column of a value, -1 for none. */
  int column(int value) {
    return value < 0 ? -1 : sources(value).stream().mapToInt(columns::find).findFirst().orElse(-1);
  }

  ConditionCompiler conditions() {
    return conditions;
  }

  void name(String name, Node value) {
    named.put(name, value);
  }

  void address(String name, Section spec) {
    addresses.add(name, spec);
  }

  private int column(Section spec, String name) {
    return spec.text(name).map(columns::add).orElse(-1);
  }

  /** The place of the value that a name stands for, as text. */
  int byName(Node at, String name) {
    return byName(at, name, Wanted.TEXT);
  }

  private int byName(Node at, String name, Wanted wanted) {
    Node spec = named.get(name);
    if (spec == null) {
      faults.unknown(at, new Text("值", "value"), name, named.keySet());
      return constant("");
    }
    if (!underWay.add(name)) {
      faults.add(at, new Text("值“" + name + "”由它自己组成", "value '" + name + "' is made of itself"));
      return constant("");
    }
    int value = compile(spec, wanted);
    underWay.remove(name);
    return value;
  }

  /** The place of the value described here. */
  int compile(Node node, Wanted wanted) {
    String key = Section.canonical(node) + wanted;
    Integer before = known.get(key);
    if (before != null) {
      return before;
    }
    int made = node instanceof MappingNode
        ? bySection(new Section(node, faults).only(KEYS), wanted)
        : byColumns(node, wanted);
    known.put(key, made);
    return made;
  }

  private int byColumns(Node node, Wanted wanted) {
    if (wanted.reference()) {
      String example = "{from: " + String.join(", ", Section.texts(node, faults)) + ", kind: residentId}";
      faults.add(node, NO_KIND, new Text("请写成 " + example, "write " + example));
    }
    List<String> from = Section.texts(node, faults);
    Section bare = new Section(new MappingNode(org.yaml.snakeyaml.nodes.Tag.MAP, List.of(),
        org.yaml.snakeyaml.DumperOptions.FlowStyle.BLOCK), faults);
    return add(new Values.First(Values.places(columns, from), conversions.compile(bare, wanted)), from);
  }

  private int bySection(Section spec, Wanted wanted) {
    if (wanted.reference() && spec.text("kind").isEmpty()) {
      faults.add(spec.node(), NO_KIND, new Text("如 kind: residentId", "such as kind: residentId"));
    }
    int value = referring(spec, wanted, plain(spec, wanted.withoutReference()));
    if (spec.get("when").isPresent()) {
      value = conditional(spec, wanted, value);
    }
    if (spec.get("default").isPresent()) {
      int otherwise = referring(spec, wanted, constant(spec.get("default").get(), wanted));
      value = add(new Values.Defaulted(values.get(value), values.get(otherwise)), sources.get(value));
    }
    return value;
  }

  /** Where a reference is wanted, the value with the kind of identifier it is. */
  private int referring(Section spec, Wanted wanted, int value) {
    return wanted.reference()
        ? add(Values.Reference.of(spec.text("kind").orElse(""), value), sources.get(value))
        : value;
  }

  private int conditional(Section spec, Wanted wanted, int value) {
    Set<String> from = new LinkedHashSet<>(sources.get(value));
    Condition when = conditions.compile(spec.get("when").orElseThrow(), from);
    Optional<Integer> otherwise = spec.get("else").map(node -> compile(node, wanted));
    otherwise.ifPresent(other -> from.addAll(sources.get(other)));
    return add(new Values.Conditional(when, values.get(value), otherwise.map(values::get)), from);
  }

  private int plain(Section spec, Wanted wanted) {
    if (spec.get("value").isPresent()) {
      return byName(spec.get("value").get(), spec.text("value").orElse(""), wanted);
    }
    if (spec.get("const").isPresent()) {
      return constant(spec.get("const").get(), wanted);
    }
    if (spec.get("address").isPresent()) {
      return address(spec);
    }
    if (spec.get("pressure").isPresent()) {
      return pressure(spec);
    }
    if (spec.get("glucose").isPresent()) {
      return glucose(spec);
    }
    if (spec.get("expression").isPresent()) {
      return expression(spec, wanted);
    }
    List<String> from = new ArrayList<>(spec.need("from").map(node -> Section.texts(node, faults)).orElse(List.of()));
    Conversion conversion = conversions.compile(spec, wanted);
    int[] places = Values.places(columns, from);
    spec.text("named-by").ifPresent(from::add);
    boolean joined = spec.get("join").isPresent() || spec.get("suffix").isPresent();
    return add(joined && places.length > 0
        ? new Values.Joined(places, spec.text("join").orElse(""),
            spec.text("suffix").orElse(""), spec.truth("whole"), conversion)
        : new Values.First(places, conversion), from);
  }

  private int expression(Section spec, Wanted wanted) {
    Map<String, Integer> inputs = new LinkedHashMap<>();
    Set<String> from = new LinkedHashSet<>();
    spec.need("with").map(node -> new Section(node, faults)).ifPresent(with -> with.names().forEach(name -> {
      int input = compile(with.get(name).orElseThrow(), Wanted.TEXT);
      inputs.put(name, input);
      from.addAll(sources.get(input));
    }));
    Conversion conversion = conversions.compile(spec, wanted);
    int[] places = inputs.values().stream().mapToInt(Integer::intValue).toArray();
    int column = from.stream().mapToInt(columns::find).findFirst().orElse(-1);
    return new ExpressionCompiler(faults).compile(spec.get("expression").orElseThrow(), inputs.keySet())
        .map(script -> add(new Computed(script, places, column, conversion), from)).orElseGet(() -> constant(""));
  }

  private int address(Section spec) {
    return addresses.part(spec).map(part -> add(part, addresses.columns(part))).orElseGet(() -> constant(""));
  }

  private int pressure(Section spec) {
    Section of = spec.section("pressure").orElseThrow().only("systolic", "diastolic", "both");
    int systolic = column(of, "systolic");
    int diastolic = column(of, "diastolic");
    int both = column(of, "both");
    String part = spec.text("part").orElse("");
    if (!part.equals("systolic") && !part.equals("diastolic")) {
      faults.unknown(spec.get("part").orElse(spec.node()), new Text("血压的部分", "part of a pressure"), part,
          List.of("systolic", "diastolic"));
    }
    return add(new Values.Pressure(systolic, diastolic, both, part.equals("systolic")),
        java.util.stream.IntStream.of(systolic, diastolic, both).filter(column -> column >= 0).mapToObj(columns::name)
            .toList());
  }

  private int glucose(Section spec) {
    Section of = spec.section("glucose").orElseThrow().only("from", "unit");
    List<String> from = of.texts("from");
    return add(new Values.Glucose(Values.places(columns, from), column(of, "unit")), from);
  }

  private int constant(Node node, Wanted wanted) {
    return add(constants.of(node, wanted), List.of());
  }

  private int constant(String text) {
    return add(Constants.of(text), List.of());
  }

  private int add(Value value, java.util.Collection<String> from) {
    values.add(value);
    sources.add(new LinkedHashSet<>(from));
    return values.size() - 1;
  }
}
