package cn.yilu.schemas;

import java.util.List;
import org.apache.avro.Schema;

/**
 * Finds the fields of a shared record in its Avro bytes without decoding them. A field's slice is its union branch
 * (one byte: 0 for null, 2 for a value) followed by the value, so slices can be compared, copied and joined as they
 * stand. This is what makes merge and feeds fast.
 */
public final class RecordLayout {
  private final Schema.Type[] types;

  public RecordLayout(SharedSchema schema) {
    this(schema.fields().stream().map(SharedField::type).toList());
  }

  private RecordLayout(List<Schema> types) {
    this.types = types.stream().map(Schema::getType).toArray(Schema.Type[]::new);
  }

  /** How many fields a record has; the bounds array needs one more. */
  public int size() {
    return types.length;
  }

  /**
   * Writes where each field starts into {@code bounds}, and into its last place where the record ends.
   *
   * @throws IllegalArgumentException when the bytes are no record of this schema
   */
  public void cut(byte[] bytes, int from, int[] bounds) {
    try {
      int at = from;
      for (int i = 0; i < types.length; i++) {
        bounds[i] = at;
        at = skip(bytes, at, types[i]);
      }
      bounds[types.length] = at;
    } catch (IndexOutOfBoundsException e) {
      throw new IllegalArgumentException("record of " + bytes.length + " bytes is cut off", e);
    }
  }

  private static int skip(byte[] bytes, int at, Schema.Type type) {
    if (bytes[at] == 0) {
      return at + 1;
    }
    return switch (type) {
      case STRING, BYTES -> skipText(bytes, at + 1);
      case INT, LONG -> skipNumber(bytes, at + 1);
      case BOOLEAN -> at + 2;
      case DOUBLE -> at + 9;
      case FLOAT -> at + 5;
      case RECORD, ENUM, ARRAY, MAP, UNION, FIXED, NULL ->
        throw new IllegalArgumentException("a shared field cannot be a " + type);
    };
  }

  private static int skipNumber(byte[] bytes, int from) {
    int at = from;
    while (bytes[at] < 0) {
      at++;
    }
    return at + 1;
  }

  private static int skipText(byte[] bytes, int from) {
    int at = from;
    int length = 0;
    int shift = 0;
    int b;
    do {
      b = bytes[at++];
      length |= (b & 0x7f) << shift;
      shift += 7;
    } while (b < 0);
    int end = at + (length >>> 1);
    if (end > bytes.length || end < at) {
      throw new IndexOutOfBoundsException(end);
    }
    return end;
  }
}
