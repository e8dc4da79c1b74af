package cn.yilu.schemas;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.jspecify.annotations.Nullable;

/** Reads the governance that Avro keeps as plain properties, and refuses a schema that leaves any of it out. */
final class SharedSchemaParser {
  private static final Pattern SLUG = Pattern.compile("[a-z0-9-]{1,64}");
  private static final List<String> OF_RECORD = List.of("dataset", "kind", "title", "description", "keywords", "themes",
      "subject", "identifiedBy", "provider", "cycle", "openType", "duplicates", "compatibility");
  private static final List<String> OF_FIELD = List.of("title", "standard", "codeList", "reference", "identifies",
      "key", "grade", "mask", "departments", "shareType", "area");

  private final String avsc;
  private final List<SchemaFault> faults = new ArrayList<>();
  private @Nullable JsonPlaces places;

  private SharedSchemaParser(String avsc) {
    this.avsc = avsc;
  }

  static SharedSchema parse(String avsc) {
    return new SharedSchemaParser(avsc).parse();
  }

  private SharedSchema parse() {
    Schema avro = avro();
    String dataset = Optional.ofNullable(avro.getObjectProp("dataset")).map(Object::toString).orElse(avro.getName());
    Properties record = new Properties(avro, dataset, "", faults, this::line);
    record.only(OF_RECORD);
    if (!SLUG.matcher(record.string("dataset")).matches()) {
      record.fault("dataset", "须为 [a-z0-9-]{1,64}", "is not [a-z0-9-]{1,64}");
    }
    List<SharedField> fields = avro.getFields().stream().map(field -> field(dataset, field)).toList();
    if (fields.stream().filter(SharedField::area).count() > 1) {
      record.fault("area", "只能有一个数据项", "can be said of one field only");
    }
    SharedSchema schema = new SharedSchema(SchemaId.of(avsc), dataset, record.word("kind", DatasetKind.class),
        record.text("title"), record.text("description"), record.texts("keywords"), record.some("themes"),
        record.string("subject"), record.strings("identifiedBy"), record.string("provider"),
        record.number("cycle", 1, 9), record.number("openType", 1, 3), record.duplicates(fields), fields, avro);
    if (!faults.isEmpty()) {
      throw new InvalidSchema(faults);
    }
    return schema;
  }

  private Schema avro() {
    try {
      Schema avro = new Schema.Parser().parse(avsc);
      if (avro.getType() == Schema.Type.RECORD) {
        return avro;
      }
      throw broken("must be a record", "须为 record");
    } catch (SchemaParseException e) {
      InvalidSchema broken = broken(String.valueOf(e.getMessage()), "不是有效的 Avro 模式");
      broken.initCause(e);
      throw broken;
    }
  }

  private static InvalidSchema broken(String en, String zh) {
    return new InvalidSchema(List.of(new SchemaFault(1, "schema", "type", new Text(zh, en))));
  }

  private SharedField field(String dataset, Schema.Field field) {
    Properties of = new Properties(field, dataset + "." + field.name(), "/fields/" + field.pos(), faults, this::line);
    of.only(OF_FIELD);
    return new SharedField(field.pos(), field.name(), of.text("title"), of.optional("standard"),
        of.optional("codeList"), of.optional("reference"), of.flag("identifies"), of.number("grade", 1, 4),
        of.word("mask", Mask.class), of.some("departments"), ShareType.of(of.number("shareType", 1, 3)),
        of.flag("area"), stated(of, field.schema()));
  }

  private static Schema stated(Properties of, Schema schema) {
    boolean nullable = schema.isUnion() && schema.getTypes().size() == 2
        && schema.getTypes().getFirst().getType() == Schema.Type.NULL;
    if (!nullable) {
      of.fault("type", "须为 null 与另一类型的联合", "must be a union of null and one other type");
      return schema;
    }
    return schema.getTypes().get(1);
  }

  /** Lines are only looked for when something is wrong. */
  private int line(String pointer) {
    JsonPlaces found = places == null ? JsonPlaces.of(avsc) : places;
    places = found;
    return found.line(pointer);
  }
}
