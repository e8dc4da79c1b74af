package cn.yilu.mappings;

import static cn.yilu.mappings.Deliveries.read;
import static cn.yilu.mappings.Deliveries.stated;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.apache.avro.file.CodecFactory;
import org.apache.avro.file.DataFileWriter;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** JSON in its forms, and Avro, whose nested values are named the same way. */
class JsonTest {
  private static final String MAPPING = """
                                        mapping: test
                                        formats:
                                          json: {}
                                          avro: {}
                                        ignored: [trace*]
                                        record: id
                                        targets:
                                          - dataset: property-occupancy
                                            fields:
                                              name: {from: owner.name, convert: name}
                                              phone: {from: owner.phones, convert: phone}
                                              movedIn: since
                                              floorArea: size
                                        """;
  private static final String WANG = "{\"id\":1,\"owner\":{\"name\":\"王桂兰\",\"phones\":[\"13800000000\",\"13900000000\"],"
      + "\"pet\":null},\"since\":\"2024-01-01\",\"size\":90.5,\"traceId\":\"x\",\"note\":\"好\"}";
  private final Mapping mapping = mapping("");

  private static Mapping mapping(String records) {
    return Mapping.compile(MAPPING.replace("json: {}", "json: {" + records + "}"), Deliveries.SCHEMAS);
  }

  @Test
  void nestedValuesHaveDottedNamesAndWhatNobodyUsesIsSaidOnce() {
    List<MappedRow> rows = read(mapping, utf8("[" + WANG + "," + WANG.replace(":1,", ":2,") + "]"));

    assertThat(stated(rows.getFirst(), "property-occupancy")).containsEntry("name", "王桂兰")
        .containsEntry("phone", "13800000000").containsEntry("floorArea", 90.5);
    assertThat(rows).filteredOn(MappedRow.Noted.class::isInstance).singleElement()
        .satisfies(noted -> assertThat(((MappedRow.Noted) noted).findings()).extracting(Finding::column)
            .containsExactly("note", "owner.phones[]"));
  }

  @Test
  void recordsOfAPageAreFoundWhereTheMappingLooks() {
    String page = "{\"code\":0,\"data\":{\"total\":2,\"rows\":[" + WANG + "]}}";

    assertThat(used(read(mapping("records: data.rows"), utf8(page)))).hasSize(1);
    assertThatThrownBy(() -> read(mapping("records: data.list"), utf8(page))).isInstanceOf(Unreadable.class);
  }

  @Test
  void anElementThatIsNoObjectCostsOnlyItself() {
    String page = "{\"data\":{\"rows\":[" + WANG + ",\"合计\",null,[[7],{\"id\":8}]," + WANG.replace(":1,", ":2,")
        + "]}}";

    List<MappedRow> rows = read(mapping("records: data.rows"), utf8(page)).stream().filter(row -> row.row() > 0)
        .toList();

    assertThat(rows).extracting(MappedRow::row).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(used(rows)).extracting(row -> row.claims().getFirst().recordId()).containsExactly("1", "2");
    assertThat(rows.subList(1, 4)).allSatisfy(row -> assertThat(((MappedRow.Rejected) row).findings())
        .extracting(Finding::rule).containsExactly("json-broken"));
    assertThat(rows.subList(1, 4)).extracting(row -> ((MappedRow.Rejected) row).raw())
        .containsExactly("\"合计\"", "null", "[[7],{\"id\":8}]");
  }

  @Test
  void ofALargeElementThatIsNoObjectTheBeginningIsKept() {
    String page = "[[" + "\"99999999\",".repeat(20_000) + "0]," + WANG + "]";

    List<MappedRow> rows = read(mapping, utf8(page)).stream().filter(row -> row.row() > 0).toList();

    assertThat(((MappedRow.Rejected) rows.getFirst()).raw()).hasSize(64 * 1024).startsWith("[\"99999999\",");
    assertThat(used(rows)).hasSize(1);
  }

  @Test
  void aLineThatDoesNotBeginAsJsonCountsAsARow() {
    List<MappedRow> rows = read(mapping, utf8(WANG + "\n" + WANG + "\n合计\n\n,\n" + WANG)).stream()
        .filter(row -> row.row() > 0).toList();

    assertThat(rows).extracting(MappedRow::row).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(used(rows)).extracting(MappedRow::row).containsExactly(1L, 2L, 5L);
  }

  @Test
  void aLineThatIsNoObjectCostsOnlyItself() {
    String lines = WANG + "\n{\"id\":2,\"owner\":\n\n[1]\n" + WANG.replace(":1,", ":3,")
        + "\r\n{\"id\":4,\"size\":1} x\n"
        + "{\"id\":5,\"size\":\"" + "9".repeat(2 << 20) + "\"}\n{\"id\":6,\"size\":2}";

    List<MappedRow> rows = read(mapping, utf8(lines)).stream().filter(row -> row.row() > 0).toList();

    assertThat(rows).extracting(MappedRow::row).containsExactly(1L, 2L, 3L, 4L, 5L, 6L, 7L);
    assertThat(used(rows)).extracting(row -> row.claims().getFirst().recordId()).containsExactly("1", "3", "6");
    assertThat(rows.get(1)).isInstanceOfSatisfying(MappedRow.Rejected.class, rejected -> {
      assertThat(rejected.raw()).isEqualTo("{\"id\":2,\"owner\":");
      assertThat(rejected.findings()).extracting(Finding::rule).containsExactly("json-broken");
    });
    assertThat(rows.get(5)).isInstanceOfSatisfying(MappedRow.Rejected.class,
        rejected -> assertThat(rejected.findings()).extracting(Finding::rule).containsExactly("element-too-long"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"size\":NaN", "\"size\":90.5,", "\"note\":\"两\n行\""})
  void whatJsonForbidsAndProgramsWriteSpoilsNoMoreThanItsValue(String written) {
    String page = "[{\"id\":1,\"owner\":{\"name\":\"王桂兰\"}," + written + "}," + WANG.replace(":1,", ":2,") + "]";

    List<MappedRow> rows = read(mapping, utf8(page));

    assertThat(used(rows)).extracting(row -> row.claims().getFirst().recordId()).containsExactly("1", "2");
    assertThat(stated(used(rows).getFirst(), "property-occupancy")).containsEntry("name", "王桂兰");
  }

  @Test
  void linesBehindAByteOrderMarkAreLines() {
    List<MappedRow> rows = read(mapping, utf8("\ufeff" + WANG + "\n{\"id\":2,\n" + WANG.replace(":1,", ":3,")));

    assertThat(used(rows)).extracting(row -> row.claims().getFirst().recordId()).containsExactly("1", "3");
  }

  @ParameterizedTest
  @ValueSource(strings = {"json", "ndjson"})
  void linesOfAnotherCharsetAreRead(String format) {
    Mapping lines = Mapping.compile(MAPPING.replace("json: {}", format + ": {}"), Deliveries.SCHEMAS);
    byte[] bytes = (WANG + "\n" + WANG.replace(":1,", ":2,") + "\n").getBytes(Charset.forName("GB18030"));

    List<MappedRow> rows = read(lines, Deliveries.bytes(bytes, Optional.empty()));

    assertThat(used(rows)).hasSize(2)
        .allSatisfy(row -> assertThat(stated(row, "property-occupancy")).containsEntry("name", "王桂兰"));
  }

  /** A name that was cut after so many bytes, by a program that counts bytes. */
  @ParameterizedTest
  @ValueSource(strings = {"[#,\n%]", "#\n%"})
  void halfACharacterCostsOnlyItself(String form) {
    String text = form.replace("#", WANG.replace("王桂兰", "王桂\u0001")).replace("%", WANG.replace(":1,", ":2,"));
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    bytes[new String(bytes, StandardCharsets.ISO_8859_1).indexOf('\u0001')] = (byte) 0xe5;

    List<MappedRow> rows = read(mapping, Deliveries.bytes(bytes, Optional.empty()));

    assertThat(used(rows)).hasSize(2);
    assertThat(used(rows).getFirst().findings()).extracting(Finding::rule).containsExactly("name-damaged");
    assertThat(stated(used(rows).getFirst(), "property-occupancy")).containsEntry("name", "王桂\ufffd");
  }

  @Test
  void aRejectedObjectIsKeptAsNamesAndValues() {
    List<MappedRow> rows = read(mapping, utf8("{\"owner\":{\"name\":\"王桂兰\"},\"size\":3}"));

    assertThat(rows).singleElement().isInstanceOfSatisfying(MappedRow.Rejected.class,
        rejected -> assertThat(rejected.raw()).isEqualTo("owner.name=王桂兰\nsize=3"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"GB18030", "UTF-16LE", "UTF-8"})
  void otherCharsetsThanUtf8AreReadToo(String charset) {
    String mark = charset.equals("GB18030") ? "" : "\ufeff";

    List<MappedRow> rows = read(mapping,
        Deliveries.bytes((mark + "[" + WANG + "]").getBytes(Charset.forName(charset)), Optional.empty()));

    assertThat(stated(used(rows).getFirst(), "property-occupancy")).containsEntry("name", "王桂兰");
  }

  @Test
  void aLongStreamOfLinesNeedsNoMoreMemoryThanALine() {
    int rows = 300_000;
    InputStream endless = new InputStream() {
      private final byte[] line = (WANG + "\n").getBytes(StandardCharsets.UTF_8);
      private long at;

      @Override
      public int read() {
        return at < (long) line.length * rows ? line[(int) (at++ % line.length)] : -1;
      }

      @Override
      public int read(byte[] into, int from, int length) {
        int count = (int) Math.min(length, line.length - at % line.length);
        if (at >= (long) line.length * rows) {
          return -1;
        }
        System.arraycopy(line, (int) (at % line.length), into, from, count);
        at += count;
        return count;
      }
    };
    Delivery delivery = Deliveries.utf8(endless);
    long[] count = {0};

    mapping.read(delivery, row -> count[0] += row.row() > 0 ? 1 : 0);

    assertThat(count[0]).isEqualTo(rows);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void anAvroContainerReadsLikeTheJson(boolean deflated) throws IOException {
    byte[] file = avro(deflated ? CodecFactory.deflateCodec(6) : CodecFactory.nullCodec(), 3000);

    List<MappedRow> rows = used(read(mapping, Deliveries.bytes(file, Optional.empty()))).stream()
        .map(MappedRow.class::cast).toList();

    assertThat(rows).hasSize(3000);
    assertThat(stated(rows.get(2999), "property-occupancy")).containsEntry("name", "王桂兰").containsEntry("phone",
        "13800000000").containsEntry("movedIn", 19_723).containsEntry("floorArea", 90.5);
    assertThat(Deliveries.claim(rows.get(2999), "property-occupancy").recordId()).isEqualTo("2999");
  }

  @Test
  void aBrokenOrHostileContainerIsUnreadableAndTakesNoMemory() throws IOException {
    byte[] whole = avro(CodecFactory.nullCodec(), 20);
    byte[] bomb = Arrays.copyOf(whole, whole.length - 16);
    Random random = new Random(3);

    assertUnreadable(bomb);
    assertUnreadable(Arrays.copyOf(whole, 4));
    for (int i = 0; i < 300; i++) {
      byte[] broken = whole.clone();
      for (int k = 0; k < 5; k++) {
        broken[4 + random.nextInt(broken.length - 4)] = (byte) random.nextInt(256);
      }
      try {
        mapping.read(Deliveries.bytes(broken, Optional.empty()), row -> {});
      } catch (Unreadable e) {
        assertThat(e.reason().en()).isNotBlank();
      }
    }
  }

  private void assertUnreadable(byte[] bytes) {
    assertThatThrownBy(() -> read(mapping, Deliveries.bytes(bytes, Optional.empty()))).isInstanceOf(Unreadable.class);
  }

  private static byte[] avro(CodecFactory codec, int rows) throws IOException {
    Schema day = LogicalTypes.date().addToSchema(Schema.create(Schema.Type.INT));
    Schema owner = SchemaBuilder.record("Owner").fields().requiredString("name").name("phones").type().array().items()
        .stringType().noDefault().endRecord();
    Schema schema = SchemaBuilder.record("Row").fields().requiredLong("id").name("owner").type(owner).noDefault()
        .name("since").type().unionOf().nullType().and().type(day).endUnion().noDefault().requiredDouble("size")
        .endRecord();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (DataFileWriter<GenericRecord> writer = new DataFileWriter<>(new GenericDatumWriter<>(schema))) {
      writer.setCodec(codec).create(schema, out);
      for (long i = 0; i < rows; i++) {
        writer.append(new GenericRecordBuilder(schema).set("id", i)
            .set("owner",
                new GenericRecordBuilder(owner).set("name", "王桂兰").set("phones", List.of("13800000000")).build())
            .set("since", (int) LocalDate.of(2024, 1, 1).toEpochDay()).set("size", 90.5).build());
      }
    }
    return out.toByteArray();
  }

  private static List<MappedRow.Used> used(List<MappedRow> rows) {
    List<MappedRow.Used> used = new ArrayList<>();
    for (MappedRow row : rows) {
      if (row instanceof MappedRow.Used one) {
        used.add(one);
      }
    }
    return used;
  }

  private static Delivery utf8(String text) {
    return Deliveries.text(text, StandardCharsets.UTF_8);
  }
}
