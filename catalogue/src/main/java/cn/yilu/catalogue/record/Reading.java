package cn.yilu.catalogue.record;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * An event as its source told it.
 *
 * @param time milliseconds since the epoch, when it happened; {@code Entry.NO_TIME} when the source does not say
 * @param values Avro bytes of the shared schema
 */
record Reading(String source, long time, byte[] values) {

  byte[] encode() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeLong(time);
      byte[] name = source.getBytes(StandardCharsets.UTF_8);
      out.writeShort(name.length);
      out.write(name);
      out.write(values);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static Reading decode(ByteBuffer buffer) {
    long time = buffer.getLong();
    byte[] source = new byte[buffer.getShort()];
    buffer.get(source);
    byte[] values = new byte[buffer.remaining()];
    buffer.get(values);
    return new Reading(new String(source, StandardCharsets.UTF_8), time, values);
  }
}
