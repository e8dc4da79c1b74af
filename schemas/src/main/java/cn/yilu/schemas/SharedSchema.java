package cn.yilu.schemas;

import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * A shared schema (共享数据标准): the Avro record of one dataset together with its governance. Everything else about
 * the dataset (checks, merge, masks, catalogue entry, documentation) follows from it.
 *
 * <p>Every field is a union of null and one of string, boolean, int, long, double, date or timestamp-millis; null is
 * "not stated". Instances are immutable; {@link #parse} names what is missing.
 *
 * @param dataset slug of the dataset, {@code [a-z0-9-]{1,64}}
 * @param subject kind of thing a record is about, such as {@code person}
 * @param identifiedBy identifier kinds that decide the subject, strongest first; empty when the claim is the subject
 * @param provider department that answers for the dataset
 * @param cycle update cycle, code list U
 * @param openType open type, code list O
 * @param duplicates when a person has to look whether two are one, where anybody ever has to
 */
public record SharedSchema(SchemaId id, String dataset, DatasetKind kind, Text title, Text description,
    List<Text> keywords, List<String> themes, String subject, List<String> identifiedBy, String provider, int cycle,
    int openType, Optional<DuplicateRule> duplicates, List<SharedField> fields, Schema avro) {

  public SharedSchema {
    keywords = List.copyOf(keywords);
    themes = List.copyOf(themes);
    identifiedBy = List.copyOf(identifiedBy);
    fields = List.copyOf(fields);
  }

  /** Reads a schema from its {@code .avsc} text; missing or wrong governance is an {@link IllegalArgumentException}. */
  public static SharedSchema parse(String avsc) {
    return SharedSchemaParser.parse(avsc);
  }

  /** The field of this name, if there is one. */
  public Optional<SharedField> field(String name) {
    Schema.Field field = avro.getField(name);
    return field == null ? Optional.empty() : Optional.of(fields.get(field.pos()));
  }

  /** The field that places a record in a division or grid. */
  public Optional<SharedField> areaField() {
    return fields.stream().filter(SharedField::area).findFirst();
  }

  /**
   * Share type of the whole: that of its strictest field which is shared at all. Fields that are withheld stay withheld
   * within it; only a dataset that withholds every field is withheld itself.
   */
  public ShareType shareType() {
    return fields.stream().map(SharedField::shareType).filter(type -> type != ShareType.WITHHELD)
        .max(ShareType::compareTo).orElse(ShareType.WITHHELD);
  }

  /** Sensitivity of the whole: the highest of its fields (就高从严). */
  public int grade() {
    return fields.stream().mapToInt(SharedField::grade).max().orElseThrow();
  }
}
