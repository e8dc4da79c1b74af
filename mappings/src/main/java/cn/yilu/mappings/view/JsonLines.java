package cn.yilu.mappings.view;

import cn.yilu.schemas.Mask;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Writes JSON straight as UTF-8. What a record does not state is left out. */
final class JsonLines extends Lines {
  private static final byte[] START = utf8("{\"key\":\"");
  private static final byte[] UPSERT = utf8("\",\"op\":\"upsert\",\"time\":\"");
  private static final byte[] DELETE = utf8("\",\"op\":\"delete\",\"time\":\"");
  private static final byte[] SCHEMA = utf8("\",\"schema\":\"");
  private static final byte[] RECORD = utf8("\",\"record\":{");
  private static final byte[] SAID = utf8("},\"said\":{");
  private static final byte[] CLAIMS = utf8("},\"claims\":");
  private static final byte[] SOURCE = utf8("{\"source\":");
  private static final byte[] TIME = utf8(",\"time\":\"");
  private final Passage passage;
  private final byte[][] names;
  private final byte[] beforeRecord;
  private final JsonBytes out;
  private final JsonBytes sayings = new JsonBytes(512);
  private final LastInstant recorded = new LastInstant();
  private final LastInstant said = new LastInstant();
  private int[] sayingEnds = new int[9];

  JsonLines(Passage passage, int capacity) {
    this.passage = passage;
    this.out = new JsonBytes(capacity);
    this.names = new byte[passage.fields.length][];
    for (int i = 0; i < names.length; i++) {
      names[i] = utf8('"' + passage.fields[i].name() + "\":");
    }
    beforeRecord = ByteBuffer.allocate(SCHEMA.length + passage.schemaId.length + RECORD.length)
        .put(SCHEMA).put(passage.schemaId).put(RECORD).array();
  }

  @Override
  void write(byte[] key, long time, Stated record) {
    passage.open(record);
    head(key, UPSERT, time);
    out.put(beforeRecord);
    for (int i = 0; i < names.length; i++) {
      GrantedField field = passage.fields[i];
      if (passage.shows(field)) {
        name(i);
        value(field);
      }
    }
    said(record);
    out.put(CLAIMS);
    out.decimal(record.claims());
    end();
  }

  @Override
  void write(byte[] key, long time) {
    head(key, DELETE, time);
    out.put(SCHEMA);
    out.put(passage.schemaId);
    out.put('"');
    end();
  }

  private void head(byte[] key, byte[] operation, long time) {
    out.put(START);
    Bytes hex = passage.key(key);
    out.put(hex.array, 0, hex.size);
    out.put(operation);
    recorded.write(time, out);
  }

  private void end() {
    out.put('}');
    out.put('\n');
  }

  private void name(int field) {
    if (out.array[out.size - 1] != '{') {
      out.put(',');
    }
    out.put(names[field]);
  }

  private void value(GrantedField field) {
    switch (field.kind()) {
      case TEXT -> text(field);
      case DATE -> quotedDay(passage.mask(field) == Mask.YEAR ? passage.year(field) : passage.number(field));
      case TIME -> {
        out.put('"');
        IsoTime.instant(passage.number(field), out);
        out.put('"');
      }
      case INT, LONG -> out.decimal(passage.number(field));
      case BOOLEAN -> out.ascii(passage.values()[passage.from(field) + 1] != 0 ? "true" : "false");
      case DOUBLE -> out.decimal(number(passage.values(), passage.from(field) + 1));
    }
  }

  private void text(GrantedField field) {
    if (passage.mask(field) == Mask.NONE) {
      out.quoted(passage.values(), passage.textFrom(field), passage.to(field));
    } else {
      Bytes masked = passage.masked(field);
      out.quoted(masked.array, 0, masked.size);
    }
  }

  private void quotedDay(long epochDay) {
    out.put('"');
    IsoTime.day(epochDay, out);
    out.put('"');
  }

  private static double number(byte[] bytes, int from) {
    long bits = 0;
    for (int i = 7; i >= 0; i--) {
      bits = (bits << 8) | (bytes[from + i] & 0xff);
    }
    return Double.longBitsToDouble(bits);
  }

  private void said(Stated record) {
    prepare(record);
    out.put(SAID);
    for (int i = 0; i < names.length; i++) {
      GrantedField field = passage.fields[i];
      int saying = record.saidBy(field.index());
      if (saying >= 0 && passage.shows(field)) {
        name(i);
        out.put(sayings.array, sayingEnds[saying], sayingEnds[saying + 1]);
      }
    }
  }

  /** Sayings are few and stand behind many fields: each is written once. */
  private void prepare(Stated record) {
    sayings.clear();
    if (sayingEnds.length <= record.sayings()) {
      sayingEnds = new int[record.sayings() * 2];
    }
    for (int i = 0; i < record.sayings(); i++) {
      sayings.put(SOURCE);
      sayings.quoted(record.bytes(), record.sourceFrom(i), record.sourceTo(i));
      if (record.time(i) != Long.MIN_VALUE) {
        sayings.put(TIME);
        said.write(record.time(i), sayings);
        sayings.put('"');
      }
      sayings.put('}');
      sayingEnds[i + 1] = sayings.size;
    }
  }

  @Override
  public int size() {
    return out.size;
  }

  @Override
  public long length() {
    return out.size;
  }

  @Override
  public InputStream content() {
    return out.content();
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
