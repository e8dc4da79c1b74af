package cn.yilu.catalogue.record;

import cn.yilu.schemas.Releases;
import cn.yilu.schemas.SharedSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.avro.Schema;
import org.apache.avro.SchemaNormalization;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;

/**
 * Brings values that were written under an earlier released version of a dataset's schema into the present shape, by
 * Avro's schema resolution. Versions that differ in governance alone have the same bytes and cost nothing.
 */
public final class Versions {
  private final SharedSchema present;
  /** By id; nothing where the bytes are the same. */
  private final Map<String, Optional<Schema>> writers = new HashMap<>();
  /** Ids of versions under which other identifiers decided than now. */
  private final Set<String> decidedOtherwise = new HashSet<>();

  /** All versions of a dataset that were released, and the present one. */
  public Versions(SharedSchema present) {
    this(present, Releases.of(present.dataset()));
  }

  Versions(SharedSchema present, List<String> released) {
    this.present = present;
    writers.put(present.id().hex(), Optional.empty());
    String shape = SchemaNormalization.toParsingForm(present.avro());
    for (String text : released) {
      SharedSchema version = SharedSchema.parse(text);
      boolean same = SchemaNormalization.toParsingForm(version.avro()).equals(shape);
      writers.put(version.id().hex(), same ? Optional.empty() : Optional.of(version.avro()));
      if (!version.subject().equals(present.subject()) || !version.identifiedBy().equals(present.identifiedBy())) {
        decidedOtherwise.add(version.id().hex());
      }
    }
  }

  /** Whether bytes written under this version, or under none, can be taken as they stand. */
  public boolean same(String version) {
    return version.isEmpty() || writer(version).isEmpty();
  }

  /** Whether a state made under this version holds the same bytes under the same subjects as one made now. */
  boolean sameState(String version) {
    return same(version) && !decidedOtherwise.contains(version);
  }

  /** Values in the present shape. */
  public byte[] values(String version, byte[] values) {
    return same(version) ? values : resolved(writer(version).orElseThrow(), values);
  }

  /** A record's payload in the present shape; who said a field goes along with the field. */
  public byte[] record(String version, byte[] payload) {
    if (same(version)) {
      return payload;
    }
    Schema writer = writer(version).orElseThrow();
    SharedRecord old = SharedRecord.decode(payload);
    int[] saidBy = new int[present.fields().size()];
    Arrays.fill(saidBy, -1);
    for (Schema.Field field : present.avro().getFields()) {
      before(writer, field).ifPresent(was -> saidBy[field.pos()] = old.saidBy()[was.pos()]);
    }
    return new SharedRecord(old.claims(), old.sayings(), saidBy, resolved(writer, old.values())).encode();
  }

  private static Optional<Schema.Field> before(Schema writer, Schema.Field field) {
    List<String> names = new ArrayList<>(List.of(field.name()));
    names.addAll(field.aliases());
    return names.stream().map(writer::getField).filter(found -> found != null).findFirst();
  }

  private Optional<Schema> writer(String version) {
    Optional<Schema> writer = writers.get(version);
    if (writer == null) {
      throw new UnknownVersion("entries of " + present.dataset() + " were written under schema " + version
          + ", which is no released version of it");
    }
    return writer;
  }

  /** Nobody kept the schema these bytes were written under, so nobody can say what they mean. */
  public static final class UnknownVersion extends IllegalStateException {
    private static final long serialVersionUID = 1;

    UnknownVersion(String message) {
      super(message);
    }
  }

  private byte[] resolved(Schema writer, byte[] values) {
    try {
      GenericRecord record = new GenericDatumReader<GenericRecord>(writer, present.avro())
          .read(null, DecoderFactory.get().binaryDecoder(values, null));
      ByteArrayOutputStream out = new ByteArrayOutputStream(values.length + 64);
      Encoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
      new GenericDatumWriter<GenericRecord>(present.avro()).write(record, encoder);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
