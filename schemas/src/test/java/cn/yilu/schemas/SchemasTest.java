package cn.yilu.schemas;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SchemasTest {

  static java.util.Collection<SharedSchema> schemas() {
    return SharedSchemas.released().all();
  }

  @Test
  void everyReleasedSchemaReads() {
    assertThat(schemas()).extracting(SharedSchema::dataset).containsExactly("resident", "dwelling",
        "household-registration", "health-summary", "property-occupancy", "elder-status", "vital-sign", "household",
        "membership", "organisation", "grid", "status", "measurement", "immunisation", "work-order", "device",
        "service-record", "certificate", "device-wear", "subject-link");
  }

  @Test
  void everySchemaOfTheFolderIsReleased() throws IOException, URISyntaxException {
    Path folder = Path.of(Objects.requireNonNull(SharedSchemas.class.getResource("/schemas")).toURI());
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".avsc", "")))
          .containsExactlyInAnyOrderElementsOf(schemas().stream().map(SharedSchema::dataset).toList());
    }
  }

  /** What the canonical objects must be able to say. */
  @ParameterizedTest
  @CsvSource({"resident, residentId name sex birthDate phone dwelling", "household, householdNumber head dwelling",
      "membership, household person relationToHead from until", "dwelling, realEstateUnit building unit room grid",
      "property-occupancy, person dwelling occupancyKind movedIn movedOut", "organisation, uscc name",
      "grid, grid name", "status, person statusKind level scheme from until",
      "measurement, person measure value unit measuredAt", "vital-sign, device measure value measuredAt",
      "immunisation, person vaccine",
      "work-order, channel category description location grid reporter reportedAt dispatchedTo dispatchedAt handling handledAt revisitedAt closedAt",
      "device, deviceKind owner place installedOn lastSeen state maintenanceDue",
      "service-record, serviceKind person provider startedAt endedAt state",
      "certificate, certificateNumber certificateKind holder issuer issuedOn validUntil state"})
  void anObjectHasTheFieldsItIsMadeFor(String dataset, String fields) {
    assertThat(SharedSchemas.released().get(dataset).fields()).extracting(SharedField::name)
        .contains(fields.split(" "));
  }

  /** Whichever property of whichever field is left out: the schema is refused and the field named. */
  @ParameterizedTest
  @MethodSource("schemas")
  void noFieldOfAReleasedSchemaIsReadWithoutAllOfItsGovernance(SharedSchema schema) {
    String released = Releases.of(schema.dataset()).getLast();
    for (SharedField field : schema.fields()) {
      for (String property : List.of("title", "grade", "mask", "departments", "shareType")) {
        String without = without(released, field.index(), property);

        assertThatThrownBy(() -> SharedSchema.parse(without)).isInstanceOf(InvalidSchema.class)
            .hasMessageContaining(schema.dataset() + "." + field.name() + ": " + property + " is missing");
      }
    }
  }

  private static String without(String avsc, int field, String property) {
    try {
      JsonNode schema = new ObjectMapper().readTree(avsc);
      ((ObjectNode) schema.get("fields").get(field)).remove(property);
      return schema.toString();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void aReferencePointsToASubjectThatSomeSchemaIsAbout(SharedSchema schema) {
    Set<String> subjects = schemas().stream().map(SharedSchema::subject).collect(Collectors.toSet());

    assertThat(schema.fields()).flatExtracting(field -> field.reference().stream().toList()).isSubsetOf(subjects);
  }

  @ParameterizedTest
  @MethodSource("schemas")
  void aLayoutCutsWhatAvroWrites(SharedSchema schema) throws IOException {
    Random random = new Random(7);
    RecordLayout layout = new RecordLayout(schema);
    int[] bounds = new int[layout.size() + 1];
    for (int round = 0; round < 200; round++) {
      GenericRecord record = random(schema, random);
      byte[] bytes = bytes(record);

      layout.cut(bytes, 0, bounds);

      assertThat(bounds[0]).isZero();
      assertThat(bounds[layout.size()]).isEqualTo(bytes.length);
      for (SharedField field : schema.fields()) {
        assertThat(Arrays.copyOfRange(bytes, bounds[field.index()], bounds[field.index() + 1]))
            .as(field.name()).isEqualTo(slice(field, record.get(field.index())));
      }
    }
  }

  @Test
  void aCutOffRecordIsRefused() throws IOException {
    SharedSchema schema = SharedSchemas.released().get("resident");
    RecordLayout layout = new RecordLayout(schema);
    byte[] bytes = bytes(random(schema, new Random(3)));

    assertThatThrownBy(() -> layout.cut(Arrays.copyOf(bytes, bytes.length / 2), 0, new int[layout.size() + 1]))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theIdentityOfASchemaCoversItsGovernance() {
    String one = "{\"a\": 1, \"mask\": \"id\"}";

    assertThat(SchemaId.of(one)).isEqualTo(SchemaId.of("{\"mask\":\"id\",\"a\":1}"))
        .isNotEqualTo(SchemaId.of("{\"mask\":\"none\",\"a\":1}"));
  }

  private static GenericRecord random(SharedSchema schema, Random random) {
    GenericRecord record = new GenericData.Record(schema.avro());
    for (SharedField field : schema.fields()) {
      record.put(field.index(), random.nextInt(3) == 0 ? null : value(field.type().getType(), random));
    }
    return record;
  }

  private static Object value(Schema.Type type, Random random) {
    return switch (type) {
      case STRING -> "淄川王桂兰abc𠮷".repeat(random.nextInt(12));
      case INT -> random.nextInt() >> random.nextInt(31);
      case LONG -> random.nextLong() >> random.nextInt(63);
      case DOUBLE -> random.nextDouble();
      case BOOLEAN -> random.nextBoolean();
      default -> throw new AssertionError(type);
    };
  }

  private static byte[] bytes(GenericRecord record) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    new GenericDatumWriter<GenericRecord>(record.getSchema()).write(record, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  private static byte[] slice(SharedField field, Object value) throws IOException {
    Schema type = Schema.createUnion(Schema.create(Schema.Type.NULL), field.type());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    var encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    new GenericDatumWriter<Object>(type).write(value, encoder);
    encoder.flush();
    var decoder = DecoderFactory.get().binaryDecoder(out.toByteArray(), null);
    Object back = new GenericDatumReader<Object>(type).read(null, decoder);
    assertThat(String.valueOf(back)).isEqualTo(String.valueOf(value));
    return out.toByteArray();
  }
}
