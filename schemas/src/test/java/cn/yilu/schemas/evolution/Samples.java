package cn.yilu.schemas.evolution;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.jspecify.annotations.Nullable;

/**
 * Data of a schema in which every symbol and every branch that can be written is written at least once, down to a depth.
 * No schema without data has any.
 */
final class Samples {
  private static final int DEEPEST = 6;

  private Samples() {}

  static List<@Nullable Object> of(Schema schema) {
    return of(schema, 0);
  }

  private static List<@Nullable Object> of(Schema schema, int depth) {
    if (depth > DEEPEST) {
      return List.of();
    }
    List<@Nullable Object> samples = new ArrayList<>();
    switch (schema.getType()) {
      case NULL -> samples.add(null);
      case BOOLEAN -> samples.add(true);
      case INT -> samples.add(-7);
      case LONG -> samples.add(1L << 40);
      case FLOAT -> samples.add(0.5f);
      case DOUBLE -> samples.add(0.25);
      case STRING -> samples.add("王桂兰");
      case BYTES -> samples.add(ByteBuffer.wrap(new byte[]{0x41, 0x42}));
      case FIXED -> samples.add(new GenericData.Fixed(schema, new byte[schema.getFixedSize()]));
      case ENUM -> schema.getEnumSymbols().forEach(symbol -> samples.add(new GenericData.EnumSymbol(schema, symbol)));
      case ARRAY -> array(schema, depth, samples);
      case MAP -> map(schema, depth, samples);
      case UNION -> schema.getTypes().forEach(branch -> samples.addAll(of(branch, depth + 1)));
      case RECORD -> records(schema, depth, samples);
    }
    return samples;
  }

  private static void array(Schema schema, int depth, List<@Nullable Object> samples) {
    samples.add(new GenericData.Array<>(schema, List.of()));
    List<@Nullable Object> elements = of(schema.getElementType(), depth + 1);
    if (!elements.isEmpty()) {
      samples.add(new GenericData.Array<>(schema, elements));
    }
  }

  private static void map(Schema schema, int depth, List<@Nullable Object> samples) {
    samples.add(Map.of());
    for (Object value : of(schema.getValueType(), depth + 1)) {
      samples.add(java.util.Collections.singletonMap("key", value));
    }
  }

  /** As many records as the field with the most samples has, so that each sample of each field is in one. */
  private static void records(Schema schema, int depth, List<@Nullable Object> samples) {
    List<List<@Nullable Object>> fields = schema.getFields().stream().map(field -> of(field.schema(), depth + 1))
        .toList();
    int most = fields.stream().anyMatch(List::isEmpty) ? 0 : fields.stream().mapToInt(List::size).max().orElse(1);
    for (int i = 0; i < Math.min(most, 60); i++) {
      GenericData.Record record = new GenericData.Record(schema);
      for (int f = 0; f < fields.size(); f++) {
        record.put(f, fields.get(f).get(i % fields.get(f).size()));
      }
      samples.add(record);
    }
  }
}
