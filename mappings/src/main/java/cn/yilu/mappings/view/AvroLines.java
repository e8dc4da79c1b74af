package cn.yilu.mappings.view;

import cn.yilu.schemas.Mask;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.avro.Schema;

/** Writes an Avro container file of one block, not compressed, so that every reader of Avro can read it. */
final class AvroLines extends Lines {
  private static final int KEY_DIGITS = 32;
  private static final int SYNC_SIZE = 16;
  private static final int UPSERT = 0;
  private static final int DELETE = 1;
  private static final int NULL = 0;
  private static final int STATED = 1;
  private final Passage passage;
  private final Schema schema;
  private final Bytes out;
  private final byte[] sync = new byte[SYNC_SIZE];

  AvroLines(Passage passage, Schema schema, int capacity) {
    this.passage = passage;
    this.schema = schema;
    this.out = new Bytes(capacity);
    ThreadLocalRandom.current().nextBytes(sync);
  }

  @Override
  void write(byte[] key, long time, Stated record) {
    passage.open(record);
    head(key, UPSERT, time);
    out.number(STATED);
    int said = 0;
    for (GrantedField field : passage.fields) {
      if (passage.shows(field)) {
        value(field);
        said += record.saidBy(field.index()) >= 0 ? 1 : 0;
      } else {
        out.number(NULL);
      }
    }
    said(record, said);
    out.number(record.claims());
  }

  @Override
  void write(byte[] key, long time) {
    head(key, DELETE, time);
    out.number(NULL);
    out.number(0);
    out.number(0);
  }

  private void head(byte[] key, int operation, long time) {
    Bytes hex = passage.key(key);
    out.text(hex.array, 0, KEY_DIGITS);
    out.number(operation);
    out.number(time);
    out.text(passage.schemaId, 0, passage.schemaId.length);
  }

  private void value(GrantedField field) {
    Mask mask = passage.mask(field);
    if (mask == Mask.NONE) {
      out.put(passage.values(), passage.from(field), passage.to(field));
    } else if (mask == Mask.YEAR) {
      out.number(STATED);
      out.number(passage.year(field));
    } else {
      Bytes masked = passage.masked(field);
      out.number(STATED);
      out.text(masked.array, 0, masked.size);
    }
  }

  private void said(Stated record, int count) {
    if (count > 0) {
      out.number(count);
      for (GrantedField field : passage.fields) {
        int saying = record.saidBy(field.index());
        if (saying >= 0 && passage.shows(field)) {
          out.text(field.utf8(), 0, field.utf8().length);
          saying(record, saying);
        }
      }
    }
    out.number(0);
  }

  private void saying(Stated record, int saying) {
    out.text(record.bytes(), record.sourceFrom(saying), record.sourceTo(saying));
    if (record.time(saying) == Long.MIN_VALUE) {
      out.number(NULL);
    } else {
      out.number(STATED);
      out.number(record.time(saying));
    }
  }

  @Override
  public int size() {
    return out.size;
  }

  @Override
  public long length() {
    return head().size + (count() > 0 ? blockHead().size + out.size + (long) SYNC_SIZE : 0);
  }

  @Override
  public InputStream content() {
    InputStream head = head().content();
    return count() == 0
        ? head
        : new SequenceInputStream(Collections.enumeration(
            List.of(head, blockHead().content(), out.content(), new ByteArrayInputStream(sync))));
  }

  private Bytes head() {
    byte[] schemaText = utf8(schema.toString());
    Bytes file = new Bytes(schemaText.length + 128);
    file.put(new byte[]{'O', 'b', 'j', 1});
    file.number(2);
    entry("avro.schema", schemaText, file);
    entry("avro.codec", utf8("null"), file);
    file.number(0);
    file.put(sync);
    return file;
  }

  private Bytes blockHead() {
    Bytes head = new Bytes(20);
    head.number(count());
    head.number(out.size);
    return head;
  }

  private static void entry(String name, byte[] value, Bytes file) {
    byte[] utf8 = utf8(name);
    file.text(utf8, 0, utf8.length);
    file.text(value, 0, value.length);
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
