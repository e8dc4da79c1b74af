package cn.yilu.mappings.trial;

import cn.yilu.mappings.rule.Rule;
import cn.yilu.mappings.rule.Rules;
import cn.yilu.schemas.SharedField;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.SharedSchemas;
import cn.yilu.schemas.code.Code;
import cn.yilu.schemas.code.CodeList;
import cn.yilu.schemas.code.CodeLists;
import cn.yilu.schemas.code.Coding;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/** What can be looked up while a mapping is written: datasets, their fields, code lists with their codings, and rules. */
final class Reference {
  private final SharedSchemas schemas;
  private final PrintStream out;

  Reference(SharedSchemas schemas, PrintStream out) {
    this.schemas = schemas;
    this.out = out;
  }

  /** Answers a question such as {@code fields resident}; false when it is none. */
  boolean answer(List<String> words) {
    String about = words.size() == 2 ? words.get(1) : "";
    return switch (words.getFirst()) {
      case "datasets" -> datasets();
      case "fields" -> schemas.of(about).map(this::fields).orElse(false);
      case "codes" -> CodeLists.find(about).map(this::codes).orElseGet(this::lists);
      case "rules" -> rules();
      default -> false;
    };
  }

  private boolean datasets() {
    for (SharedSchema schema : schemas.all()) {
      out.println(schema.dataset() + "\t" + schema.title().zh() + "\t" + schema.title().en() + "\tdecided by "
          + (schema.identifiedBy().isEmpty() ? "the record itself" : String.join(", ", schema.identifiedBy())));
    }
    return true;
  }

  private boolean fields(SharedSchema schema) {
    for (SharedField field : schema.fields()) {
      out.println(field.name() + "\t" + type(field) + "\t" + field.title().zh() + "\t" + field.title().en());
    }
    return true;
  }

  private static String type(SharedField field) {
    Schema type = field.type();
    Optional<String> more = field.codeList().map(list -> "code of " + list)
        .or(() -> field.reference().map(subject -> "reference to a " + subject));
    return more.orElse(type.getLogicalType() == null ? type.getType().getName() : type.getLogicalType().getName());
  }

  private boolean lists() {
    CodeLists.all().forEach(list -> out.println(list.name() + "\t" + list.title().zh() + "\t" + list.title().en()));
    return true;
  }

  private boolean codes(CodeList list) {
    for (Code code : list.codes()) {
      out.println(
          code.code() + "\t" + code.label().zh() + "\t" + code.label().en() + "\t" + String.join("|", code.also())
              + (code.isSure() ? "" : "\t待确认 " + code.more().get("unsure")));
    }
    for (Coding coding : list.codings()) {
      out.println("coding " + coding.name() + "\t" + coding.title().zh() + "\t" + coding.translations());
    }
    return true;
  }

  private boolean rules() {
    for (Rule rule : Rules.all()) {
      out.println(rule.word() + "\t" + rule.effect().name().toLowerCase(java.util.Locale.ROOT) + "\t" + rule.mend().zh()
          + "\t" + rule.mend().en());
    }
    return true;
  }
}
