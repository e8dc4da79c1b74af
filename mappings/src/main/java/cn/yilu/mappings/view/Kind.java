package cn.yilu.mappings.view;

import cn.yilu.schemas.SharedField;
import org.apache.avro.LogicalType;

/** What a shared field holds. */
enum Kind {
  TEXT, BOOLEAN, INT, LONG, DOUBLE, DATE, TIME;

  static Kind of(SharedField field) {
    LogicalType logical = field.type().getLogicalType();
    return switch (field.type().getType()) {
      case STRING -> TEXT;
      case BOOLEAN -> BOOLEAN;
      case INT -> logical == null ? INT : DATE;
      case LONG -> logical == null ? LONG : TIME;
      case DOUBLE -> DOUBLE;
      case FLOAT, BYTES, RECORD, ENUM, ARRAY, MAP, UNION, FIXED, NULL ->
        throw new IllegalArgumentException("field " + field.name() + " cannot be a " + field.type().getType());
    };
  }
}
