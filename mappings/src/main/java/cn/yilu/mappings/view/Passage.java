package cn.yilu.mappings.view;

import cn.yilu.schemas.Mask;
import cn.yilu.schemas.RecordLayout;
import cn.yilu.schemas.SharedSchema;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** The work common to both formats: cut a record, decide whose it is, mask a value. Holds scratch space; one thread. */
final class Passage {
  private static final int HIGHEST_AGE = 90;
  private static final int KEY_SIZE = 16;
  final GrantedField[] fields;
  final byte[] schemaId;
  private final RecordLayout layout;
  private final int[] bounds;
  private final boolean plainKey;
  private final Pseudonyms pseudonyms;
  private final ChildRule children;
  private final int earliestYear;
  private final TextMask texts = new TextMask();
  private final Bytes pseudonym = new Bytes(KEY_SIZE * 2);
  private byte[] values = new byte[0];
  private boolean child;

  Passage(SharedSchema schema, List<GrantedField> fields, boolean plainKey, Pseudonyms pseudonyms, LocalDate today) {
    this.fields = fields.toArray(GrantedField[]::new);
    this.schemaId = schema.id().hex().getBytes(StandardCharsets.US_ASCII);
    this.layout = new RecordLayout(schema);
    this.bounds = new int[layout.size() + 1];
    this.plainKey = plainKey;
    this.pseudonyms = pseudonyms;
    this.children = new ChildRule(schema, today);
    this.earliestYear = today.getYear() - HIGHEST_AGE;
  }

  /** Takes up the next record. */
  void open(Stated record) {
    values = record.bytes();
    layout.cut(values, record.valuesAt(), bounds);
    child = children.holds(values, bounds);
  }

  byte[] values() {
    return values;
  }

  /** Whether the view shows anything of this field in this record. */
  boolean shows(GrantedField field) {
    return values[from(field)] != 0 && field.mask(child) != Mask.DROP;
  }

  Mask mask(GrantedField field) {
    return field.mask(child);
  }

  int from(GrantedField field) {
    return bounds[field.index()];
  }

  int to(GrantedField field) {
    return bounds[field.index() + 1];
  }

  long number(GrantedField field) {
    return Varint.read(values, from(field) + 1);
  }

  /** Where the characters of a stated text begin. */
  int textFrom(GrantedField field) {
    return Varint.end(values, from(field) + 1);
  }

  /** First of January, as days since the epoch, of the year that stands for a day. */
  long year(GrantedField field) {
    return IsoTime.firstOfYear(number(field), earliestYear);
  }

  /** A stated text under a mask other than none; valid until the next call. */
  Bytes masked(GrantedField field) {
    Mask mask = field.mask(child);
    return mask == Mask.HASH
        ? pseudonym(identity(field))
        : texts.apply(mask, child, values, textFrom(field), to(field));
  }

  /** A key under the view: 32 hexadecimal digits; valid until the next call. */
  Bytes key(byte[] key) {
    if (plainKey) {
      pseudonym.clear();
      pseudonym.hex(key, KEY_SIZE);
      return pseudonym;
    }
    return pseudonym(key);
  }

  private Bytes pseudonym(byte[] value) {
    pseudonym.clear();
    pseudonym.hex(pseudonyms.of(value), KEY_SIZE);
    return pseudonym;
  }

  /** What a pseudonym is made of: a reference counts as the key it names, so that it meets the key of that record. */
  private byte[] identity(GrantedField field) {
    byte[] text = Arrays.copyOfRange(values, textFrom(field), to(field));
    return field.reference() && text.length == KEY_SIZE * 2 ? key(text, text) : text;
  }

  private static byte[] key(byte[] hex, byte[] otherwise) {
    byte[] key = new byte[KEY_SIZE];
    for (int i = 0; i < KEY_SIZE; i++) {
      if (!HexFormat.isHexDigit(hex[i * 2]) || !HexFormat.isHexDigit(hex[i * 2 + 1])) {
        return otherwise;
      }
      key[i] = (byte) ((HexFormat.fromHexDigit(hex[i * 2]) << 4) | HexFormat.fromHexDigit(hex[i * 2 + 1]));
    }
    return key;
  }
}
