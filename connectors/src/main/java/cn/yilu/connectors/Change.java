package cn.yilu.connectors;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.connect.data.Field;
import org.apache.kafka.connect.data.Struct;
import org.apache.kafka.connect.source.SourceRecord;
import org.jspecify.annotations.Nullable;

/** What Debezium says of one row. A sign of life has no operation and no row. */
record Change(String operation, @Nullable Struct value) {
  static final String DELETED = "__deleted";
  static final String TABLE = "__table";
  static final String TIME = "__time";

  static Change of(SourceRecord record) {
    return record.value() instanceof Struct value && value.schema().field("op") != null
        ? new Change(value.getString("op"), value)
        : new Change("", null);
  }

  /** Part of the first full reading. */
  boolean read() {
    return operation.equals("r");
  }

  /** The last row of the first full reading. */
  boolean last() {
    return value != null && "last".equals(value.getStruct("source").getString("snapshot"));
  }

  /** The table was emptied at once. */
  boolean empties() {
    return operation.equals("t");
  }

  /**
   * The row as it now is, as it was before a delete; values as text, as JDBC gives them.
   *
   * @param named whether the row has to say of which table it is
   */
  Optional<Map<String, String>> row(boolean named) {
    Struct row = value == null || empties() ? null : value.getStruct(operation.equals("d") ? "before" : "after");
    if (value == null || row == null) {
      return Optional.empty();
    }
    Map<String, String> texts = new LinkedHashMap<>();
    for (Field column : row.schema().fields()) {
      texts.put(column.name(), Cell.text(column.schema(), row.get(column)));
    }
    Struct source = value.getStruct("source");
    texts.put(DELETED, Boolean.toString(operation.equals("d")));
    texts.put(TIME, Instant.ofEpochMilli(source.getInt64("ts_ms")).toString());
    if (named) {
      texts.put(TABLE, source.getString("schema") + "." + source.getString("table"));
    }
    return Optional.of(texts);
  }
}
