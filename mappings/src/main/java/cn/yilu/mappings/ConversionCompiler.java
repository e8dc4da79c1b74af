package cn.yilu.mappings;

import cn.yilu.schemas.code.CodeList;
import cn.yilu.schemas.code.CodeLists;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.yaml.snakeyaml.nodes.Node;

/** Finds the conversion that a value names, or the one its field suggests. */
final class ConversionCompiler {
  private static final List<String> TEXTS = List.of("text", "resident-id", "name", "phone", "code", "digits", "uscc",
      "real-estate-unit");
  private static final List<String> ALL = List.of("text", "resident-id", "name", "phone", "code", "digits", "uscc",
      "real-estate-unit", "date", "timestamp", "number", "boolean", "present");

  private final Faults faults;

  ConversionCompiler(Faults faults) {
    this.faults = faults;
  }

  /** The conversion of a value that is to become this. */
  Conversion compile(Section spec, Wanted wanted) {
    String name = spec.text("convert").orElseGet(() -> suggested(wanted));
    if (!ALL.contains(name)) {
      faults.unknown(spec.get("convert").orElse(spec.node()), "conversion", name, ALL);
    } else if (!fits(name, wanted.kind())) {
      faults.add(spec.get("convert").orElse(spec.node()),
          "'" + name + "' does not make a " + wanted.kind().word() + ", which the field is", "");
    }
    return switch (name) {
      case "resident-id" -> TextConversions.residentId(spec.truth("organisations"));
      case "name" -> TextConversions::name;
      case "phone" -> TextConversions::phone;
      case "code" -> TextConversions.code(table(spec, wanted));
      case "digits" -> TextConversions.digits(spec.number("length", 18));
      case "uscc" -> spec.truth("if-any") ? TextConversions::usccIfAny : TextConversions::uscc;
      case "real-estate-unit" -> TextConversions::realEstateUnit;
      case "date" -> PlainConversions::date;
      case "timestamp" -> PlainConversions::timestamp;
      case "number" -> PlainConversions.number(wanted.kind(), Set.copyOf(spec.texts("none")),
          Set.copyOf(spec.texts("units")), limit(spec, "min", -Double.MAX_VALUE), limit(spec, "max", Double.MAX_VALUE));
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

  private double limit(Section spec, String name, double otherwise) {
    Optional<String> text = spec.text(name);
    if (text.isEmpty()) {
      return otherwise;
    }
    double number = Numbers.read(text.get().toCharArray(), 0, text.get().length());
    if (Double.isNaN(number)) {
      faults.add(spec.key(name), "'" + name + "' must be a number", "");
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
      faults.add(at, name.isEmpty() ? "a code needs a 'list'" : "no code list '" + name.get() + "'",
          "one of " + String.join(", ", CodeLists.all().stream().map(CodeList::name).toList()));
      return new WordTable(Map.of());
    }
    Map<String, String> words = new HashMap<>(list.get().words());
    spec.section("translate").ifPresent(table -> translate(table, list.get(), words));
    return new WordTable(words);
  }

  private void translate(Section table, CodeList list, Map<String, String> words) {
    words.keySet().removeIf(word -> word.chars().allMatch(c -> c >= '0' && c <= '9'));
    for (String word : table.names()) {
      String meant = table.text(word).orElse("");
      Optional<String> code = list.code(meant);
      if (code.isPresent()) {
        words.put(word.toLowerCase(java.util.Locale.ROOT), code.get());
      } else {
        faults.unknown(table.get(word).orElse(table.node()), "code or word of list " + list.name(), meant,
            list.codes().stream().map(each -> each.label().zh()).toList());
      }
    }
  }
}
