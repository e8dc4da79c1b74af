package cn.yilu.mappings;

import cn.yilu.schemas.Text;
import cn.yilu.schemas.code.CodeList;
import cn.yilu.schemas.code.CodeLists;
import cn.yilu.schemas.code.Coding;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

/** Finds the conversion that a value names, or the one its field suggests. */
final class ConversionCompiler {
  private static final List<String> TEXTS = List.of("text", "resident-id", "name", "phone", "code", "digits", "uscc",
      "division", "real-estate-unit");
  private static final List<String> ALL = List.of("text", "resident-id", "name", "phone", "code", "digits", "uscc",
      "division", "real-estate-unit", "date", "timestamp", "number", "boolean", "present");

  private final Faults faults;
  private final Columns columns;

  ConversionCompiler(Faults faults, Columns columns) {
    this.faults = faults;
    this.columns = columns;
  }

  /** The conversion of a value that is to become this. */
  Conversion compile(Section spec, Wanted wanted) {
    String name = spec.text("convert").orElseGet(() -> suggested(wanted));
    if (!ALL.contains(name)) {
      faults.unknown(spec.get("convert").orElse(spec.node()), new Text("转换", "conversion"), name, ALL);
    } else if (!fits(name, wanted.kind())) {
      faults.add(spec.get("convert").orElse(spec.node()),
          new Text("“" + name + "”得不到 " + wanted.kind().word() + ",而字段是这种类型",
              "'" + name + "' does not make a " + wanted.kind().word() + ", which the field is"));
    }
    return switch (name) {
      case "resident-id" -> TextConversions.residentId(spec.truth("organisations"));
      case "name" -> TextConversions::name;
      case "phone" -> TextConversions::phone;
      case "code" -> TextConversions.code(table(spec, wanted), spec.text("named-by").map(columns::add).orElse(-1));
      case "division" -> TextConversions.division(division(spec));
      case "digits" -> TextConversions.digits(spec.number("length", 18));
      case "uscc" -> spec.truth("if-any") ? TextConversions::usccIfAny : TextConversions::uscc;
      case "real-estate-unit" -> TextConversions::realEstateUnit;
      case "date" -> PlainConversions.date(spec.truth("past") || wanted.past(), spec.truth("millis"));
      case "timestamp" -> PlainConversions.timestamp(spec.truth("millis"));
      case "number" -> PlainConversions.number(wanted.kind(), Set.copyOf(spec.texts("none")),
          units(spec), limit(spec, "min", -Double.MAX_VALUE), limit(spec, "max", Double.MAX_VALUE));
      case "boolean" -> PlainConversions::truth;
      case "present" -> PlainConversions::present;
      default -> TextConversions::text;
    };
  }

  private static String suggested(Wanted wanted) {
    return switch (wanted.kind()) {
      case TEXT -> wanted.codeList().isPresent() ? "code" : "text";
      case INT, LONG, DOUBLE -> "number";
      case BOOLEAN -> "boolean";
      case DATE -> "date";
      case TIMESTAMP -> "timestamp";
    };
  }

  private static boolean fits(String conversion, ValueKind kind) {
    return switch (kind) {
      case TEXT -> TEXTS.contains(conversion);
      case INT, LONG, DOUBLE -> conversion.equals("number");
      case BOOLEAN -> conversion.equals("boolean") || conversion.equals("present");
      case DATE -> conversion.equals("date");
      case TIMESTAMP -> conversion.equals("timestamp");
    };
  }

  private int division(Section spec) {
    int length = spec.number("length", 12);
    if (length != 6 && length != 9 && length != 12 && length != 15) {
      faults.add(spec.key("length"), new Text("区划代码为6、9或12位,网格代码为15位",
          "a division code has 6, 9 or 12 digits, a grid code 15"));
    }
    return Math.max(length, 6);
  }

  /** A list of units that all mean the same, or what each is to be multiplied by. */
  private Map<String, Double> units(Section spec) {
    Map<String, Double> units = new HashMap<>();
    if (spec.get("units").orElse(null) instanceof MappingNode) {
      Section factors = spec.section("units").orElseThrow();
      factors.names().forEach(unit -> units.put(unit, limit(factors, unit, 1)));
    } else {
      spec.texts("units").forEach(unit -> units.put(unit, 1.0));
    }
    return units;
  }

  private double limit(Section spec, String name, double otherwise) {
    Optional<String> text = spec.text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    double number = Numbers.read(text.get().toCharArray(), 0, text.get().length());
    if (Double.isNaN(number)) {
      faults.add(spec.key(name), new Text("“" + name + "”须为数字", "'" + name + "' must be a number"));
    }
    return number;
  }

  /**
   * The words of the list and the source's own. Where the source has a table of its own, the digits of the standard are
   * not understood any more: they would mean something else there.
   */
  private WordTable table(Section spec, Wanted wanted) {
    Node at = spec.get("list").orElse(spec.node());
    Optional<String> name = spec.text("list").or(wanted::codeList);
    Optional<CodeList> list = name.flatMap(CodeLists::find);
    if (list.isEmpty()) {
      faults.add(at,
          name.isEmpty()
              ? new Text("代码须写明代码表(list)", "a code needs a 'list'")
              : new Text("没有代码表“" + name.get() + "”", "no code list '" + name.get() + "'"),
          Faults.oneOf(CodeLists.all().stream().map(CodeList::name).toList()));
      return new WordTable(Map.of());
    }
    Map<String, String> words = new HashMap<>(list.get().words());
    coding(spec, list.get(), words);
    spec.section("translate").ifPresent(table -> translate(spec, table, list.get(), words));
    return new WordTable(words);
  }

  /** The source's own codes, as a coding that comes with the list says. */
  private void coding(Section spec, CodeList list, Map<String, String> words) {
    for (String name : spec.texts("coding")) {
      Optional<Coding> coding = list.coding(name);
      if (coding.isEmpty()) {
        faults.unknown(spec.get("coding").orElse(spec.node()),
            new Text("代码表 " + list.name() + " 的编码", "coding of list " + list.name()),
            name,
            list.codings().stream().map(Coding::name).toList());
      } else {
        words.keySet().removeIf(ConversionCompiler::numeric);
        coding.get().words().forEach(word -> add(word, words));
      }
    }
  }

  private static void add(Coding.Word word, Map<String, String> words) {
    String theirs = word.code().strip().toLowerCase(java.util.Locale.ROOT);
    word.means().ifPresentOrElse(ours -> words.put(theirs, ours), () -> words.putIfAbsent(theirs, ""));
  }

  private static boolean numeric(String word) {
    return word.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private void translate(Section spec, Section table, CodeList list, Map<String, String> words) {
    if (spec.get("coding").isEmpty()) {
      words.keySet().removeIf(ConversionCompiler::numeric);
    }
    for (String word : table.names()) {
      String meant = table.text(word).orElse("");
      Optional<String> code = meant.isEmpty() ? Optional.of(meant) : list.code(meant);
      if (code.isPresent()) {
        words.put(word.toLowerCase(java.util.Locale.ROOT), code.get());
      } else {
        faults.unknown(table.get(word).orElse(table.node()),
            new Text("代码表 " + list.name() + " 的代码或名称", "code or word of list " + list.name()), meant,
            list.codes().stream().map(each -> each.label().zh()).toList());
      }
    }
  }
}
