package cn.yilu.schemas.evolution;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;
import org.apache.avro.Schema;

/** Of which schemas a finite datum exists: a record that must contain itself has none. */
final class Inhabited {
  private final IdentityHashMap<Schema, Boolean> known = new IdentityHashMap<>();

  boolean is(Schema schema) {
    return known.computeIfAbsent(schema, asked -> finite(asked, Collections.newSetFromMap(new IdentityHashMap<>())));
  }

  /**
   * A record that is met again inside itself adds nothing: a smallest datum has no datum of the same record within. So
   * the outer one answers for it.
   */
  private boolean finite(Schema schema, Set<Schema> within) {
    return switch (schema.getType()) {
      case UNION -> schema.getTypes().stream().anyMatch(branch -> finite(branch, within));
      case ENUM -> !schema.getEnumSymbols().isEmpty();
      case RECORD -> record(schema, within);
      case ARRAY, MAP, FIXED, STRING, BYTES, INT, LONG, FLOAT, DOUBLE, BOOLEAN, NULL -> true;
    };
  }

  private boolean record(Schema record, Set<Schema> within) {
    if (!within.add(record)) {
      return false;
    }
    boolean finite = record.getFields().stream().allMatch(field -> finite(field.schema(), within));
    within.remove(record);
    return finite;
  }
}
