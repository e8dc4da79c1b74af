package cn.yilu.mappings;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Base64;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;

/** Puts records of Avro blocks into rows. Never reads outside a block, however broken it is. */
final class AvroRecords {
  private static final int DEEPEST = 50;
  private static final int MOST_VALUES = 20_000;

  private final Schema schema;
  private final Reading reading;
  private final JsonPlace root;
  private byte[] bytes = {};
  private int at;
  private int values;

  AvroRecords(Schema schema, Reading reading) {
    this.schema = schema;
    this.reading = reading;
    root = JsonPlace.root(reading);
  }

  /** Takes the rows of a block. */
  void take(long count, byte[] block) {
    bytes = block;
    at = 0;
    if (count > block.length) {
      throw broken();
    }
    for (long i = 0; i < count; i++) {
      values = 0;
      Row row = reading.row();
      row.open();
      value(schema, root, 0);
      row.close();
      reading.use();
    }
    if (at != bytes.length) {
      throw broken();
    }
  }

  private static Unreadable broken() {
    return new Unreadable(AvroFormat.NOT_AVRO);
  }

  private void value(Schema type, JsonPlace place, int depth) {
    if (depth > DEEPEST || ++values > MOST_VALUES || reading.row().isFull()) {
      throw broken();
    }
    switch (type.getType()) {
      case RECORD -> type.getFields()
          .forEach(field -> value(field.schema(), place.member(field.name()), depth + 1));
      case UNION -> value(type.getTypes().get(index(type.getTypes().size())), place, depth + 1);
      case ARRAY -> items(() -> value(type.getElementType(), place, depth + 1));
      case MAP -> items(() -> value(type.getValueType(), place.member(text(length())), depth + 1));
      case NULL -> {
      }
      default -> scalar(type, place);
    }
  }

  private void items(Runnable item) {
    for (long count = number(); count != 0; count = number()) {
      if (count < 0) {
        number();
        count = -count;
      }
      if (count < 0 || count > MOST_VALUES) {
        throw broken();
      }
      for (long i = 0; i < count; i++) {
        item.run();
      }
    }
  }

  private void scalar(Schema type, JsonPlace place) {
    String text = switch (type.getType()) {
      case STRING -> text(length());
      case ENUM -> type.getEnumSymbols().get(index(type.getEnumSymbols().size()));
      case BOOLEAN -> slice(1)[0] == 0 ? "false" : "true";
      case INT, LONG -> number(type.getLogicalType(), number());
      case FLOAT -> plain(Float.intBitsToFloat((int) fixed(4)));
      case DOUBLE -> plain(Double.longBitsToDouble(fixed(8)));
      case BYTES -> binary(type.getLogicalType(), slice(length()));
      case FIXED -> binary(type.getLogicalType(), slice(type.getFixedSize()));
      default -> throw broken();
    };
    place.take(text.toCharArray(), 0, text.length());
  }

  private static String plain(double value) {
    return Double.isFinite(value) ? ExcelNumber.plain(value) : "";
  }

  private static String number(LogicalType meaning, long value) {
    if (meaning instanceof LogicalTypes.Date) {
      return LocalDate.ofEpochDay(Math.clamp(value, -3_000_000, 3_000_000)).toString();
    }
    if (meaning instanceof LogicalTypes.TimestampMillis) {
      return Instant.ofEpochMilli(value).toString();
    }
    if (meaning instanceof LogicalTypes.TimestampMicros) {
      return Instant.ofEpochMilli(Math.floorDiv(value, 1000L)).toString();
    }
    return String.valueOf(value);
  }

  private static String binary(LogicalType meaning, byte[] value) {
    return meaning instanceof LogicalTypes.Decimal decimal && value.length > 0
        ? new BigDecimal(new BigInteger(value), decimal.getScale()).toPlainString()
        : Base64.getEncoder().encodeToString(value);
  }

  private int index(int size) {
    long index = number();
    if (index < 0 || index >= size) {
      throw broken();
    }
    return (int) index;
  }

  private int length() {
    long length = number();
    if (length < 0 || length > bytes.length - at) {
      throw broken();
    }
    return (int) length;
  }

  private String text(int length) {
    at += length;
    return new String(bytes, at - length, length, StandardCharsets.UTF_8);
  }

  private byte[] slice(int length) {
    if (length > bytes.length - at) {
      throw broken();
    }
    at += length;
    return Arrays.copyOfRange(bytes, at - length, at);
  }

  private long fixed(int count) {
    byte[] slice = slice(count);
    long value = 0;
    for (int i = count - 1; i >= 0; i--) {
      value = (value << 8) | (slice[i] & 0xff);
    }
    return value;
  }

  private long number() {
    long value = 0;
    for (int shift = 0; shift < 70; shift += 7) {
      if (at >= bytes.length) {
        throw broken();
      }
      byte b = bytes[at++];
      value |= (long) (b & 0x7f) << shift;
      if (b >= 0) {
        return (value >>> 1) ^ -(value & 1);
      }
    }
    throw broken();
  }
}
