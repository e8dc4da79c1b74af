package cn.yilu.mappings.view;

import cn.yilu.schemas.Mask;
import cn.yilu.schemas.SharedField;
import cn.yilu.schemas.SharedSchema;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;

/**
 * What one grant shows of a shared dataset, compiled once and applied to the bytes of its records: fields that are not
 * granted are skipped, granted ones copied as they stand, masked ones rewritten. Immutable.
 *
 * <p>The key of a line and every reference field are pseudonyms of the grant, unless {@link #KEY} or the field is
 * granted with {@link Mask#NONE}. A field granted with {@link Mask#DROP} is not in the view at all. Records of
 * children under 14 are masked more strictly: nothing is shown more openly than under the schema's own mask, an ID
 * shows only its first and last character.
 */
public final class View {
  /** The name by which a grant speaks of the key of the lines. */
  public static final String KEY = "key";

  private final SharedSchema schema;
  private final List<GrantedField> fields;
  private final boolean plainKey;
  private final Pseudonyms pseudonyms;
  private final LineSchema lineSchema;

  private View(SharedSchema schema, List<GrantedField> fields, boolean plainKey, Pseudonyms pseudonyms) {
    this.schema = schema;
    this.fields = List.copyOf(fields);
    this.plainKey = plainKey;
    this.pseudonyms = pseudonyms;
    this.lineSchema = new LineSchema(schema, fields);
  }

  /**
   * The view that shows these fields, each under its mask.
   *
   * @throws IllegalArgumentException when a field is unknown or a mask does not fit it
   */
  public static View compile(SharedSchema schema, Map<String, Mask> masks, Pseudonyms pseudonyms) {
    masks.forEach((name, mask) -> check(schema, name, mask));
    List<GrantedField> fields = new ArrayList<>();
    for (SharedField field : schema.fields()) {
      Mask mask = masks.getOrDefault(field.name(), Mask.DROP);
      if (mask != Mask.DROP) {
        fields.add(new GrantedField(field, mask));
      }
    }
    return new View(schema, fields, masks.get(KEY) == Mask.NONE, pseudonyms);
  }

  private static void check(SharedSchema schema, String name, Mask mask) {
    if (name.equals(KEY)) {
      return;
    }
    SharedField field = schema.field(name)
        .orElseThrow(() -> new IllegalArgumentException(schema.dataset() + " has no field " + name));
    if (!fits(field, mask)) {
      throw new IllegalArgumentException("mask " + mask.word() + " does not fit field " + name);
    }
  }

  /** Whether a field can be delivered under a mask: {@code year} is for days, the others but none and drop for texts. */
  public static boolean fits(SharedField field, Mask mask) {
    return switch (mask) {
      case NONE, DROP -> true;
      case HASH -> Kind.of(field) == Kind.TEXT;
      case YEAR -> Kind.of(field) == Kind.DATE;
      case ID, PHONE, NAME, ADDRESS, TAIL, CHAPTER ->
        Kind.of(field) == Kind.TEXT && field.reference().isEmpty();
    };
  }

  /** Avro schema of the lines of {@link #avro}; it names granted fields only. */
  public Schema avroSchema() {
    return lineSchema.line();
  }

  /** Names of the delivered fields, in the order of the shared schema. */
  public List<String> fields() {
    return fields.stream().map(GrantedField::name).toList();
  }

  /**
   * Empty lines of JSON, one object a line ({@code application/x-ndjson}), masked by the rules of this day.
   *
   * @param capacity bytes that are likely to come; more is no fault
   */
  public Lines json(LocalDate today, int capacity) {
    return new JsonLines(new Passage(schema, fields, plainKey, pseudonyms, today), capacity);
  }

  /**
   * Empty lines as an Avro container file that every reader of Avro can read, masked by the rules of this day.
   *
   * @param capacity bytes that are likely to come; more is no fault
   */
  public Lines avro(LocalDate today, int capacity) {
    return new AvroLines(new Passage(schema, fields, plainKey, pseudonyms, today), lineSchema.line(), capacity);
  }
}
