package cn.yilu.mappings.view;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.yilu.schemas.DatasetKind;
import cn.yilu.schemas.Mask;
import cn.yilu.schemas.SharedField;
import cn.yilu.schemas.SharedSchema;
import cn.yilu.schemas.SharedSchemas;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.file.DataFileReader;
import org.apache.avro.file.SeekableByteArrayInput;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ViewTest {
  private static final LocalDate TODAY = LocalDate.of(2026, 2, 28);
  private static final Pseudonyms PSEUDONYMS = ViewTest::digest;
  private static final long TIME = 1_767_225_600_123L;

  static Stream<SharedSchema> served() {
    return SharedSchemas.released().all().stream().filter(schema -> schema.kind() != DatasetKind.LINK);
  }

  @ParameterizedTest
  @MethodSource("served")
  void everyLineShowsWhatTheSlowReferenceShowsAndNothingElse(SharedSchema schema) throws IOException {
    for (int seed = 0; seed < 150; seed++) {
      RandomRecords random = new RandomRecords(seed);
      Map<String, Mask> masks = random.masks(schema);
      View view = View.compile(schema, masks, PSEUDONYMS);
      ReferenceView reference = new ReferenceView(schema, masks, PSEUDONYMS, TODAY);
      Lines json = view.json(TODAY, 100);
      Lines avro = view.avro(TODAY, 100);
      List<RandomRecords.Drawn> drawn = new ArrayList<>();
      List<String> keys = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        byte[] key = random.key();
        RandomRecords.Drawn record = random.record(schema, TODAY);
        drawn.add(record);
        keys.add(masks.get(View.KEY) == Mask.NONE ? HexFormat.of().formatHex(key) : reference.pseudonym(key));
        json.upsert(key, TIME, record.stated());
        avro.upsert(key, TIME, record.stated());
      }

      byte[] jsonBytes = bytes(json);
      byte[] avroBytes = bytes(avro);
      List<JsonNode> shown = jsonLines(jsonBytes);
      List<GenericRecord> read = avroLines(avroBytes);

      assertThat(shown).hasSize(20);
      assertThat(read).hasSize(20);
      for (int i = 0; i < 20; i++) {
        Map<String, Object> expected = reference.show(drawn.get(i).values());
        assertThat(json(schema, shown.get(i), keys.get(i), drawn.get(i))).isEqualTo(text(schema, expected));
        assertThat(avro(schema, read.get(i), keys.get(i), drawn.get(i))).isEqualTo(expected);
        assertNothingUngranted(schema, masks, drawn.get(i), jsonBytes, avroBytes);
      }
    }
  }

  private static Map<String, String> json(SharedSchema schema, JsonNode line, String key, RandomRecords.Drawn drawn) {
    assertThat(line.propertyStream().map(Map.Entry::getKey))
        .containsExactly("key", "op", "time", "schema", "record", "said", "claims");
    assertThat(line.get("key").textValue()).isEqualTo(key);
    assertThat(line.get("op").textValue()).isEqualTo("upsert");
    assertThat(line.get("time").textValue()).isEqualTo("2026-01-01T00:00:00.123Z");
    assertThat(line.get("schema").textValue()).isEqualTo(schema.id().hex());
    assertThat(line.get("claims").intValue()).isEqualTo(drawn.claims());
    Map<String, String> record = new LinkedHashMap<>();
    line.get("record").propertyStream().forEach(value -> {
      SharedField field = schema.field(value.getKey()).orElseThrow();
      record.put(value.getKey(), Kind.of(field) == Kind.DOUBLE
          ? Double.toString(value.getValue().doubleValue())
          : value.getValue().asText());
      JsonNode said = line.get("said").get(value.getKey());
      int by = drawn.saidBy()[field.index()];
      assertThat(said.get("source").textValue()).isEqualTo(RandomRecords.SOURCES.get(by));
      assertThat(said.has("time")).isEqualTo(drawn.times()[by] != Long.MIN_VALUE);
      if (said.has("time")) {
        assertThat(said.get("time").textValue()).isEqualTo(Instant.ofEpochMilli(drawn.times()[by]).toString());
      }
    });
    assertThat(line.get("said").propertyStream().map(Map.Entry::getKey)).containsExactlyElementsOf(record.keySet());
    return record;
  }

  private static Map<String, String> text(SharedSchema schema, Map<String, Object> values) {
    Map<String, String> text = new LinkedHashMap<>();
    values.forEach((name, value) -> text.put(name, switch (Kind.of(schema.field(name).orElseThrow())) {
      case DATE -> LocalDate.ofEpochDay((Integer) value).toString();
      case TIME -> Instant.ofEpochMilli((Long) value).toString();
      case TEXT, BOOLEAN, INT, LONG, DOUBLE -> value.toString();
    }));
    return text;
  }

  private static Map<String, Object> avro(SharedSchema schema, GenericRecord line, String key,
      RandomRecords.Drawn drawn) {
    assertThat(line.get("key").toString()).isEqualTo(key);
    assertThat(line.get("op").toString()).isEqualTo("upsert");
    assertThat(line.get("time")).isEqualTo(TIME);
    assertThat(line.get("schema").toString()).isEqualTo(schema.id().hex());
    assertThat(line.get("claims")).isEqualTo(drawn.claims());
    Map<String, GenericRecord> said = new HashMap<>();
    ((Map<?, ?>) line.get("said")).forEach((name, saying) -> said.put(name.toString(), (GenericRecord) saying));
    GenericRecord record = (GenericRecord) line.get("record");
    Map<String, Object> values = new LinkedHashMap<>();
    for (Schema.Field field : record.getSchema().getFields()) {
      Object value = record.get(field.name());
      if (value != null) {
        values.put(field.name(), value instanceof CharSequence ? value.toString() : value);
        GenericRecord saying = Objects.requireNonNull(said.remove(field.name()));
        int by = drawn.saidBy()[schema.field(field.name()).orElseThrow().index()];
        assertThat(saying.get("source").toString()).isEqualTo(RandomRecords.SOURCES.get(by));
        assertThat(saying.get("time")).isEqualTo(drawn.times()[by] == Long.MIN_VALUE ? null : drawn.times()[by]);
      }
    }
    assertThat(said).isEmpty();
    return values;
  }

  private static void assertNothingUngranted(SharedSchema schema, Map<String, Mask> masks, RandomRecords.Drawn drawn,
      byte[] json, byte[] avro) {
    String shown = new String(json, StandardCharsets.ISO_8859_1) + new String(avro, StandardCharsets.ISO_8859_1);
    for (SharedField field : schema.fields()) {
      if (masks.getOrDefault(field.name(), Mask.DROP) != Mask.NONE
          && drawn.values().get(field.index()) instanceof String value && value.contains("zq")) {
        String secret = value.substring(value.indexOf("zq"));
        assertThat(shown.contains(secret) && secret.length() > 4).isFalse();
      }
    }
  }

  private static byte[] bytes(Lines lines) throws IOException {
    byte[] bytes = lines.content().readAllBytes();
    assertThat(lines.length()).isEqualTo(bytes.length);
    return bytes;
  }

  private static List<JsonNode> jsonLines(byte[] bytes) throws IOException {
    List<JsonNode> lines = new ArrayList<>();
    for (String line : new String(bytes, StandardCharsets.UTF_8).split("\n")) {
      lines.add(new ObjectMapper().readTree(line));
    }
    return lines;
  }

  private static List<GenericRecord> avroLines(byte[] bytes) throws IOException {
    List<GenericRecord> lines = new ArrayList<>();
    try (DataFileReader<GenericRecord> reader = new DataFileReader<>(new SeekableByteArrayInput(bytes),
        new GenericDatumReader<>())) {
      reader.forEach(lines::add);
    }
    return lines;
  }

  @ParameterizedTest
  @MethodSource("served")
  void theAvroSchemaNamesGrantedFieldsOnly(SharedSchema schema) {
    for (int seed = 0; seed < 50; seed++) {
      Map<String, Mask> masks = new RandomRecords(seed).masks(schema);

      View view = View.compile(schema, masks, PSEUDONYMS);

      List<String> named = view.avroSchema().getField("record").schema().getTypes().get(1).getFields().stream()
          .map(Schema.Field::name).toList();
      assertThat(named).isEqualTo(schema.fields().stream().map(SharedField::name)
          .filter(name -> masks.getOrDefault(name, Mask.DROP) != Mask.DROP).toList());
      assertThat(view.fields()).isEqualTo(named);
    }
  }

  @Test
  void aDeleteTellsNothingButTheKey() throws IOException {
    SharedSchema schema = SharedSchemas.released().get("resident");
    View view = View.compile(schema, Map.of("name", Mask.NAME), PSEUDONYMS);
    byte[] key = new RandomRecords(1).key();
    Lines json = view.json(TODAY, 100);
    Lines avro = view.avro(TODAY, 100);

    json.delete(key, TIME);
    avro.delete(key, TIME);

    JsonNode line = jsonLines(bytes(json)).getFirst();
    assertThat(line.propertyStream().map(Map.Entry::getKey)).containsExactly("key", "op", "time", "schema");
    assertThat(line.get("op").textValue()).isEqualTo("delete");
    GenericRecord read = avroLines(bytes(avro)).getFirst();
    assertThat(read.get("op").toString()).isEqualTo("delete");
    assertThat(read.get("record")).isNull();
    assertThat(line.get("key").textValue()).isEqualTo(read.get("key").toString())
        .isNotEqualTo(HexFormat.of().formatHex(key));
  }

  @Test
  void noLinesAreAnEmptyTextAndAReadableAvroFile() throws IOException {
    View view = View.compile(SharedSchemas.released().get("resident"), Map.of("name", Mask.NAME), PSEUDONYMS);

    assertThat(bytes(view.json(TODAY, 100))).isEmpty();
    assertThat(avroLines(bytes(view.avro(TODAY, 100)))).isEmpty();
  }

  @Test
  void aFieldTheSchemaDoesNotHaveAndAMaskThatDoesNotFitAreRefusedByName() {
    SharedSchema schema = SharedSchemas.released().get("resident");

    assertThatThrownBy(() -> View.compile(schema, Map.of("shoeSize", Mask.NONE), PSEUDONYMS))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("shoeSize");
    assertThatThrownBy(() -> View.compile(schema, Map.of("birthDate", Mask.NAME), PSEUDONYMS))
        .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("birthDate");
  }

  private static byte[] digest(byte[] value) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(value);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
