package cn.yilu.schemas;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.avro.JsonProperties;
import org.apache.avro.Schema;
import org.jspecify.annotations.Nullable;

/** Reads the governance that Avro keeps as plain properties, and refuses a schema that leaves any of it out. */
final class SharedSchemaParser {
  private static final Pattern SLUG = Pattern.compile("[a-z0-9-]{1,64}");

  private SharedSchemaParser() {}

  static SharedSchema parse(String avsc) {
    Schema avro = new Schema.Parser().parse(avsc);
    String dataset = string(avro, "dataset", avro.getName());
    if (!SLUG.matcher(dataset).matches()) {
      throw new IllegalArgumentException("dataset '" + dataset + "' is not [a-z0-9-]{1,64}");
    }
    List<SharedField> fields = avro.getFields().stream().map(field -> field(dataset, field)).toList();
    return new SharedSchema(SchemaId.of(avsc), dataset,
        DatasetKind.valueOf(string(avro, "kind", dataset).toUpperCase(java.util.Locale.ROOT)),
        text(avro, "title", dataset), text(avro, "description", dataset), texts(avro, "keywords", dataset),
        strings(avro, "themes"), string(avro, "subject", dataset), strings(avro, "identifiedBy"),
        string(avro, "provider", dataset), number(avro, "cycle", dataset), number(avro, "openType", dataset), fields,
        avro);
  }

  private static SharedField field(String dataset, Schema.Field field) {
    String where = dataset + "." + field.name();
    return new SharedField(field.pos(), field.name(), text(field, "title", where),
        optional(field, "standard"), optional(field, "codeList"), optional(field, "reference"),
        Boolean.TRUE.equals(field.getObjectProp("identifies")), number(field, "grade", where),
        Mask.of(string(field, "mask", where)), strings(field, "departments"),
        ShareType.of(number(field, "shareType", where)), Boolean.TRUE.equals(field.getObjectProp("area")),
        stated(where, field.schema()));
  }

  private static Schema stated(String where, Schema schema) {
    boolean nullable = schema.isUnion() && schema.getTypes().size() == 2
        && schema.getTypes().getFirst().getType() == Schema.Type.NULL;
    if (!nullable) {
      throw new IllegalArgumentException(where + ": type must be a union of null and one other type");
    }
    return schema.getTypes().get(1);
  }

  private static Text text(JsonProperties of, String name, String where) {
    return text(required(of.getObjectProp(name), name, where), name, where);
  }

  private static Text text(Object value, String name, String where) {
    if (value instanceof Map<?, ?> map && map.get("zh") instanceof String zh && map.get("en") instanceof String en) {
      return new Text(zh, en);
    }
    throw new IllegalArgumentException(where + ": " + name + " needs zh and en");
  }

  private static List<Text> texts(JsonProperties of, String name, String where) {
    List<Text> texts = new ArrayList<>();
    for (Object value : list(of, name)) {
      texts.add(text(value, name, where));
    }
    return texts;
  }

  private static List<String> strings(JsonProperties of, String name) {
    return list(of, name).stream().map(Object::toString).toList();
  }

  private static List<?> list(JsonProperties of, String name) {
    return of.getObjectProp(name) instanceof List<?> list ? list : List.of();
  }

  private static String string(JsonProperties of, String name, String where) {
    return Objects.toString(required(of.getObjectProp(name), name, where));
  }

  private static Optional<String> optional(JsonProperties of, String name) {
    return Optional.ofNullable(of.getObjectProp(name)).map(Object::toString);
  }

  private static int number(JsonProperties of, String name, String where) {
    if (required(of.getObjectProp(name), name, where) instanceof Number number) {
      return number.intValue();
    }
    throw new IllegalArgumentException(where + ": " + name + " must be a number");
  }

  private static Object required(@Nullable Object value, String name, String where) {
    if (value == null) {
      throw new IllegalArgumentException(where + ": " + name + " is missing");
    }
    return value;
  }
}
