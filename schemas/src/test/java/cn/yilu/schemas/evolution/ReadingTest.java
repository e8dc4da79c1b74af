package cn.yilu.schemas.evolution;

import static org.assertj.core.api.Assertions.assertThat;

import cn.yilu.schemas.evolution.RandomSchemas.Made;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReadingTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4})
  void theVerdictOnChangedSchemasIsThatOfARealReader(long seed) throws IOException {
    RandomSchemas schemas = new RandomSchemas(new Random(seed));
    int readable = 0;
    int rounds = 1500;
    for (int round = 0; round < rounds; round++) {
      Made one = schemas.next();
      Made other = schemas.changed(one);

      readable += agree(one.schema(), other.schema()) ? 1 : 0;
      readable += agree(other.schema(), one.schema()) ? 1 : 0;
    }

    assertThat(readable).isBetween(rounds / 2, rounds * 2 - rounds / 2);
  }

  @Test
  void theVerdictOnUnrelatedSchemasIsThatOfARealReader() throws IOException {
    RandomSchemas schemas = new RandomSchemas(new Random(5));
    for (int round = 0; round < 2000; round++) {
      agree(schemas.next().schema(), schemas.next().schema());
    }
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
      "enum default | {'type':'enum','name':'E','symbols':['A','B']} | {'type':'enum','name':'E','symbols':['A'],'default':'A'} | true",
      "no enum default | {'type':'enum','name':'E','symbols':['A','B']} | {'type':'enum','name':'E','symbols':['A']} | false",
      "promotion into a union | 'int' | ['null','long'] | true",
      "promotion out of a union | ['int','long'] | 'long' | true",
      "narrowing | 'long' | 'int' | false", "a branch that is gone | ['null','int'] | 'int' | false",
      "bytes and text | 'bytes' | 'string' | true",
      "an empty list still reads; one with elements does not | {'type':'array','items':'string'} | {'type':'array','items':'int'} | false",
      "a list that can only be empty | {'type':'array','items':{'type':'record','name':'R','fields':[{'name':'r','type':'R'}]}} | {'type':'array','items':'int'} | true",
      "a record in a namespace | {'type':'record','name':'R','namespace':'a','fields':[]} | {'type':'record','name':'R','namespace':'b','fields':[]} | true",
      "an enum of another namespace | {'type':'enum','name':'E','namespace':'a','symbols':['A']} | {'type':'enum','name':'E','namespace':'b','symbols':['A']} | true",
      "an enum of another name | {'type':'enum','name':'E','symbols':['A']} | {'type':'enum','name':'E2','symbols':['A']} | false",
      "a record that must hold itself, never written | ['null',{'type':'record','name':'R','fields':[{'name':'r','type':'R'}]}] | 'null' | true",
      "a record that must hold itself breaks the reader | ['null',{'type':'record','name':'R','fields':[{'name':'r','type':'R'}]}] | ['null',{'type':'record','name':'R','fields':[{'name':'r','type':'R'}]}] | false",
      "an enum under an alias | {'type':'enum','name':'E','symbols':['A']} | {'type':'enum','name':'E2','aliases':['E'],'symbols':['A']} | true",
      "a field under an alias | {'type':'record','name':'R','fields':[{'name':'a','type':'int'}]} | {'type':'record','name':'R','fields':[{'name':'b','aliases':['a'],'type':'int'}]} | true",
      "a logical type | {'type':'int','logicalType':'date'} | 'int' | true",
      "another scale | {'type':'bytes','logicalType':'decimal','precision':9,'scale':2} | {'type':'bytes','logicalType':'decimal','precision':9,'scale':3} | true",
      "a list that holds itself | {'type':'record','name':'L','fields':[{'name':'next','type':['null','L']}]} | {'type':'record','name':'L','fields':[{'name':'next','type':['null','L']},{'name':'more','type':'int'}]} | false"})
  void knownDifficultPairsAreJudgedAsTheyRead(String what, String writer, String reader, boolean readable)
      throws IOException {
    Schema written = schema(writer);
    Schema read = schema(reader);

    assertThat(agree(written, read)).as(what).isEqualTo(readable);
  }

  /** The reason for a verdict of our own: Avro's check and Avro's reader are not of one mind. */
  @Test
  void avrosOwnCheckDiffersFromItsReader() throws IOException {
    RandomSchemas schemas = new RandomSchemas(new Random(1));
    int differences = 0;
    for (int round = 0; round < 1500; round++) {
      Made one = schemas.next();
      Made other = schemas.changed(one);
      boolean check = SchemaCompatibility.checkReaderWriterCompatibility(other.schema(), one.schema())
          .getType() == SchemaCompatibilityType.COMPATIBLE;
      differences += check == agree(one.schema(), other.schema()) ? 0 : 1;
    }

    assertThat(differences).isPositive();
  }

  @Test
  void anObstacleSaysWhereAndWhy() {
    Schema writer = schema(
        "{'type':'record','name':'R','fields':[{'name':'p','type':{'type':'array','items':'string'}}]}");
    Schema reader = schema(
        "{'type':'record','name':'R','fields':[{'name':'p','type':{'type':'array','items':'int'}}]}");

    assertThat(Reading.obstacles(writer, reader)).singleElement().satisfies(obstacle -> {
      assertThat(obstacle.path()).isEqualTo("/p[]");
      assertThat(obstacle.kind()).isEqualTo(Obstacle.Kind.TYPE);
      assertThat(obstacle.message().en()).contains("string").contains("int");
    });
  }

  @Test
  void everyFieldWithoutDefaultIsNamed() {
    Schema writer = schema("{'type':'record','name':'R','fields':[]}");
    Schema reader = schema(
        "{'type':'record','name':'R','fields':[{'name':'a','type':'int'},{'name':'b','type':'int','default':0},"
            + "{'name':'c','type':'string'}]}");

    assertThat(Reading.obstacles(writer, reader)).extracting(Obstacle::path).containsExactly("/a", "/c");
  }

  /**
   * Compares the verdict with what happens to data; answers the verdict. Avro's second reader, the fast one, must read
   * whatever is called readable; it reads a little more, as it does not mind records that must hold themselves.
   */
  private static boolean agree(Schema writer, Schema reader) throws IOException {
    List<Obstacle> obstacles = Reading.obstacles(writer, reader);
    List<String> failures = new ArrayList<>();
    for (Object sample : Samples.of(writer)) {
      byte[] bytes = write(writer, sample);
      read(bytes, writer, reader, false, failures);
      if (obstacles.isEmpty()) {
        read(bytes, writer, reader, true, failures);
      }
    }
    assertThat(failures.isEmpty()).as("written %s%nread %s%nobstacles %s%nfailures %s", writer, reader, obstacles,
        failures).isEqualTo(obstacles.isEmpty());
    return obstacles.isEmpty();
  }

  /** Whether Avro's reader takes everything that samples of the writer hold. */
  static boolean reads(Schema writer, Schema reader) throws IOException {
    List<String> failures = new ArrayList<>();
    for (Object sample : Samples.of(writer)) {
      read(write(writer, sample), writer, reader, false, failures);
    }
    return failures.isEmpty();
  }

  private static byte[] write(Schema schema, @Nullable Object datum) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
    new GenericDatumWriter<Object>(schema).write(datum, encoder);
    encoder.flush();
    return out.toByteArray();
  }

  /**
   * From a stream whose length is unknown: from an array, this version of Avro takes a list of promoted numbers, float read
   * as double, for one that is longer than its bytes.
   */
  private static void read(byte[] bytes, Schema writer, Schema reader, boolean fast, List<String> failures)
      throws IOException {
    GenericData data = new GenericData();
    data.setFastReaderEnabled(fast);
    try {
      new GenericDatumReader<Object>(writer, reader, data).read(null,
          DecoderFactory.get().directBinaryDecoder(new SequenceInputStream(new ByteArrayInputStream(bytes),
              InputStream.nullInputStream()), null));
    } catch (RuntimeException | StackOverflowError e) {
      failures.add((fast ? "fast " : "plain ") + e);
    }
  }

  private static Schema schema(String json) {
    return new Schema.Parser().parse(json.replace('\'', '"'));
  }
}
