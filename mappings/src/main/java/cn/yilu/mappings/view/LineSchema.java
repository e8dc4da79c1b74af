package cn.yilu.mappings.view;

import cn.yilu.schemas.SharedSchema;
import java.util.List;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;

/** The Avro schema of a line of a feed: the envelope, and in it the granted fields. */
record LineSchema(Schema line) {
  static final String NAMESPACE = "cn.yilu.feed";

  LineSchema(SharedSchema schema, List<GrantedField> fields) {
    this(line(schema, record(schema, fields)));
  }

  private static Schema record(SharedSchema schema, List<GrantedField> fields) {
    List<Schema.Field> granted = fields.stream()
        .map(field -> new Schema.Field(field.name(), type(schema, field), null, Schema.Field.NULL_DEFAULT_VALUE))
        .toList();
    return Schema.createRecord(schema.avro().getName(), null, NAMESPACE, false, granted);
  }

  private static Schema type(SharedSchema schema, GrantedField field) {
    Schema.Type type = schema.fields().get(field.index()).type().getType();
    Schema bare = Schema.create(type);
    return nullable(switch (field.kind()) {
      case DATE -> LogicalTypes.date().addToSchema(bare);
      case TIME -> LogicalTypes.timestampMillis().addToSchema(bare);
      case TEXT, BOOLEAN, INT, LONG, DOUBLE -> bare;
    });
  }

  private static Schema line(SharedSchema schema, Schema record) {
    Schema time = LogicalTypes.timestampMillis().addToSchema(Schema.create(Schema.Type.LONG));
    Schema saying = SchemaBuilder.record("Saying").namespace(NAMESPACE).fields()
        .requiredString("source")
        .name("time").type(nullable(time)).withDefault(null)
        .endRecord();
    return SchemaBuilder.record(schema.avro().getName() + "Line").namespace(NAMESPACE).fields()
        .requiredString("key")
        .name("op").type().enumeration("Operation").namespace(NAMESPACE).symbols("upsert", "delete").noDefault()
        .name("time").type(time).noDefault()
        .requiredString("schema")
        .name("record").type(nullable(record)).withDefault(null)
        .name("said").type().map().values(saying).noDefault()
        .requiredInt("claims")
        .endRecord();
  }

  private static Schema nullable(Schema schema) {
    return Schema.createUnion(Schema.create(Schema.Type.NULL), schema);
  }
}
