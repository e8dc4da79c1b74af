package cn.yilu.mappings;

import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** What a field of a shared schema takes. */
enum ValueKind {
  TEXT, INT, LONG, DOUBLE, BOOLEAN, DATE, TIMESTAMP;

  static ValueKind of(Schema type) {
    return switch (type.getType()) {
      case STRING -> TEXT;
      case BOOLEAN -> BOOLEAN;
      case INT -> type.getLogicalType() instanceof LogicalTypes.Date ? DATE : INT;
      case LONG -> type.getLogicalType() instanceof LogicalTypes.TimestampMillis ? TIMESTAMP : LONG;
      case DOUBLE, FLOAT -> DOUBLE;
      case RECORD, ENUM, ARRAY, MAP, UNION, FIXED, BYTES, NULL ->
        throw new IllegalArgumentException("a shared field cannot be a " + type.getType());
    };
  }

  String word() {
    return name().toLowerCase(java.util.Locale.ROOT);
  }
}
