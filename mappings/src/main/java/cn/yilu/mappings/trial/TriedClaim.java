package cn.yilu.mappings.trial;

import cn.yilu.mappings.Claim;
import cn.yilu.mappings.Identifier;
import cn.yilu.schemas.SharedSchemas;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;

/**
 * A claim in a form for people and JSON.
 *
 * @param time when the source says it became true, if it says
 * @param values what is stated, by field in the schema's order: texts, numbers, booleans; days as ISO 8601 dates, points in
 *        time as ISO 8601 in UTC
 */
public record TriedClaim(String dataset, String record, List<Identifier> identifiers, Optional<Instant> time,
    boolean withdrawn, Map<String, Object> values) {

  public TriedClaim {
    identifiers = List.copyOf(identifiers);
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
  }

  static TriedClaim of(Claim claim, SharedSchemas schemas) {
    return new TriedClaim(claim.dataset(), claim.recordId(), claim.identifiers(),
        claim.eventTime() == Claim.NO_TIME ? Optional.empty() : Optional.of(Instant.ofEpochMilli(claim.eventTime())),
        claim.withdrawn(), claim.withdrawn() ? Map.of() : values(claim, schemas));
  }

  private static Map<String, Object> values(Claim claim, SharedSchemas schemas) {
    GenericRecord record = read(claim.values(), schemas.get(claim.dataset()).avro());
    Map<String, Object> values = new LinkedHashMap<>();
    for (Schema.Field field : record.getSchema().getFields()) {
      Object value = record.get(field.pos());
      if (value != null) {
        values.put(field.name(), shown(value, field.schema().getTypes().getLast()));
      }
    }
    return values;
  }

  private static GenericRecord read(byte[] bytes, Schema schema) {
    try {
      return new GenericDatumReader<GenericRecord>(schema).read(null, DecoderFactory.get().binaryDecoder(bytes, null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Object shown(Object value, Schema type) {
    if (type.getLogicalType() instanceof LogicalTypes.Date && value instanceof Integer day) {
      return LocalDate.ofEpochDay(day).toString();
    }
    if (type.getLogicalType() instanceof LogicalTypes.TimestampMillis && value instanceof Long millis) {
      return Instant.ofEpochMilli(millis).toString();
    }
    return value instanceof CharSequence ? value.toString() : value;
  }
}
