package cn.yilu.catalogue.record;

import cn.yilu.schemas.SharedSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;

/** Avro bytes of a shared schema from and to plain values, by way of Avro's own generic classes. */
public final class Values {
  private Values() {}

  /** Bytes of a record with these fields stated and all others null. */
  public static byte[] of(SharedSchema schema, Map<String, ?> fields) {
    GenericRecord record = new GenericData.Record(schema.avro());
    fields.forEach(record::put);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    var encoder = EncoderFactory.get().binaryEncoder(out, null);
    try {
      new GenericDatumWriter<GenericRecord>(schema.avro()).write(record, encoder);
      encoder.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** What Avro reads from the bytes. */
  public static GenericRecord read(SharedSchema schema, byte[] bytes) {
    try {
      return new GenericDatumReader<GenericRecord>(schema.avro()).read(null,
          DecoderFactory.get().binaryDecoder(bytes, null));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
