package cn.yilu.mappings;

import cn.yilu.schemas.Text;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * An Avro container file, block by block; nested values have dotted names. Lengths are checked before memory is given for
 * them, which the library's own reader does not do.
 */
record AvroFormat() implements Format {
  static final Text NOT_AVRO = new Text("不是有效的Avro文件,或内容不完整", "not an Avro container file, or it breaks off");
  private static final Text CODEC = new Text("Avro文件请不压缩或用deflate压缩", "compress Avro files with deflate or not at all");
  private static final byte[] MAGIC = {'O', 'b', 'j', 1};
  private static final int LONGEST_HEADER = 1 << 20;
  private static final int LONGEST_BLOCK = 64 << 20;
  private static final int SYNC = 16;

  @Override
  public boolean fits(byte[] head, int length) {
    return length >= 4 && Arrays.equals(head, 0, 4, MAGIC, 0, 4);
  }

  @Override
  public void read(InputStream in, Reading reading) throws IOException {
    try {
      if (!Arrays.equals(in.readNBytes(4), MAGIC)) {
        throw new Unreadable(NOT_AVRO);
      }
      Map<String, byte[]> header = header(in);
      boolean deflated = deflated(header);
      Schema schema = new Schema.Parser().parse(text(header.getOrDefault("avro.schema", new byte[0])));
      if (schema.getType() != Schema.Type.RECORD) {
        throw new Unreadable(NOT_AVRO);
      }
      byte[] sync = exactly(in, SYNC);
      AvroRecords rows = new AvroRecords(schema, reading);
      for (long count = first(in); count >= 0; count = first(in)) {
        byte[] block = exactly(in, length(number(in), LONGEST_BLOCK));
        rows.take(count, deflated ? inflated(block) : block);
        if (!Arrays.equals(exactly(in, SYNC), sync)) {
          throw new Unreadable(NOT_AVRO);
        }
      }
    } catch (EOFException | AvroRuntimeException e) {
      throw new Unreadable(NOT_AVRO);
    }
  }

  private static boolean deflated(Map<String, byte[]> header) {
    String codec = text(header.getOrDefault("avro.codec", "null".getBytes(StandardCharsets.UTF_8)));
    if (!codec.equals("null") && !codec.equals("deflate")) {
      throw new Unreadable(CODEC);
    }
    return codec.equals("deflate");
  }

  private static String text(byte[] bytes) {
    return new String(bytes, StandardCharsets.UTF_8);
  }

  private static Map<String, byte[]> header(InputStream in) throws IOException {
    Map<String, byte[]> header = new HashMap<>();
    int left = LONGEST_HEADER;
    for (long count = number(in); count != 0; count = number(in)) {
      if (count < 0) {
        number(in);
        count = -count;
      }
      for (long i = 0; i < count; i++) {
        String key = text(exactly(in, length(number(in), left)));
        byte[] value = exactly(in, length(number(in), left));
        left -= key.length() + value.length + 2;
        header.put(key, value);
      }
    }
    return header;
  }

  private static int length(long length, int most) {
    if (length < 0 || length > most) {
      throw new Unreadable(NOT_AVRO);
    }
    return (int) length;
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException();
    }
    return bytes;
  }

  /** The number of rows in the next block, or -1 at the end. */
  private static long first(InputStream in) throws IOException {
    int b = in.read();
    return b < 0 ? -1 : length(number(in, b), Integer.MAX_VALUE);
  }

  private static long number(InputStream in) throws IOException {
    return number(in, in.read());
  }

  private static long number(InputStream in, int first) throws IOException {
    long value = 0;
    int b = first;
    for (int shift = 0; shift < 70; shift += 7) {
      if (b < 0) {
        throw new EOFException();
      }
      value |= (long) (b & 0x7f) << shift;
      if (b < 0x80) {
        return (value >>> 1) ^ -(value & 1);
      }
      b = in.read();
    }
    throw new Unreadable(NOT_AVRO);
  }

  private static byte[] inflated(byte[] block) {
    try (Closing inflater = new Closing()) {
      inflater.setInput(block);
      byte[] plain = new byte[Math.max(1024, block.length * 4)];
      int size = 0;
      while (!inflater.finished()) {
        int made = inflater.inflate(plain, size, plain.length - size);
        size += made;
        if (made == 0 && (inflater.needsInput() || inflater.needsDictionary() || plain.length >= LONGEST_BLOCK)) {
          throw new Unreadable(NOT_AVRO);
        }
        if (size == plain.length) {
          plain = Arrays.copyOf(plain, Math.min(plain.length * 2, LONGEST_BLOCK));
        }
      }
      return Arrays.copyOf(plain, size);
    } catch (DataFormatException e) {
      throw new Unreadable(NOT_AVRO);
    }
  }

  /** An inflater of raw data that gives its memory back. */
  private static final class Closing extends Inflater implements AutoCloseable {
    Closing() {
      super(true);
    }

    @Override
    public void close() {
      end();
    }
  }
}
