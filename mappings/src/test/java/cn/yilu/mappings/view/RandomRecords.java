package cn.yilu.mappings.view;

import cn.yilu.schemas.Mask;
import cn.yilu.schemas.SharedField;
import cn.yilu.schemas.SharedSchema;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Records and grants by chance, always the same for the same seed. */
final class RandomRecords {
  static final List<String> SOURCES = List.of("registry", "health-mllp", "property \"files\"");
  private static final List<String> TROUBLE = List.of("王桂兰", "𠮷野家", "欧阳\"娜娜\"", "a\\b\n\t\u0001", "䶮·㐂", "é");
  private static final List<String> PLACES = List.of("山东省淄博市淄川区般阳路", "般阳路街道城里社区", "三里村七一路", "阳光花园", "");
  private static final List<String> DOORS = List.of("5号3号楼2单元501", "3-2-501", "3号楼2单元501", "三栋二单元5楼东户", "12号院7#",
      "A座1203", "B3号楼", "5号", "九号楼", " １２号楼", "");
  private static final List<String> PHONES = List.of("13800000000", "0533-5181234", "05335181234", "02012345678",
      "5181234", "110", "");
  private final Random random;

  RandomRecords(long seed) {
    random = new Random(seed);
  }

  /** A record of a schema, and what stands beside it in the log. */
  record Drawn(GenericRecord values, byte[] bytes, Stated stated, int[] saidBy, long[] times, int claims) {}

  Drawn record(SharedSchema schema, LocalDate today) {
    GenericRecord values = new GenericData.Record(schema.avro());
    for (SharedField field : schema.fields()) {
      if (random.nextInt(5) > 0) {
        values.put(field.index(), value(field, today));
      }
    }
    return drawn(schema, values);
  }

  private Drawn drawn(SharedSchema schema, GenericRecord values) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int[][] places = new int[SOURCES.size()][];
    for (int i = 0; i < places.length; i++) {
      byte[] source = SOURCES.get(i).getBytes(StandardCharsets.UTF_8);
      places[i] = new int[]{out.size(), out.size() + source.length};
      out.writeBytes(source);
    }
    int valuesAt = out.size();
    out.writeBytes(encode(schema, values));
    int claims = random.nextInt(200);
    Stated stated = new Stated();
    stated.open(out.toByteArray(), claims);
    long[] times = new long[places.length];
    for (int i = 0; i < places.length; i++) {
      times[i] = i == 1 ? Long.MIN_VALUE : random.nextLong(-5_000_000_000L, 1_800_000_000_000L);
      stated.saying(places[i][0], places[i][1], times[i]);
    }
    int[] saidBy = new int[schema.fields().size()];
    for (int i = 0; i < saidBy.length; i++) {
      saidBy[i] = values.get(i) == null ? -1 : random.nextInt(places.length);
      stated.by(saidBy[i]);
    }
    stated.values(valuesAt);
    return new Drawn(values, out.toByteArray(), stated, saidBy, times, claims);
  }

  private Object value(SharedField field, LocalDate today) {
    return switch (Kind.of(field)) {
      case TEXT -> field.reference().isPresent() ? reference() : text(field.mask(), today);
      case BOOLEAN -> random.nextBoolean();
      case INT -> random.nextInt();
      case LONG, TIME -> random.nextLong(-5_000_000_000_000L, 5_000_000_000_000L);
      case DOUBLE -> number();
      case DATE -> (int) birth(today).toEpochDay();
    };
  }

  private double number() {
    return switch (random.nextInt(4)) {
      case 0 -> random.nextInt(500) - 250;
      case 1 -> random.nextInt(100_000) / 100.0 - 200;
      case 2 -> random.nextInt(20) / 10.0;
      default -> random.nextDouble() * Math.pow(10, random.nextInt(40) - 20);
    };
  }

  private String reference() {
    byte[] key = new byte[16];
    random.nextBytes(key);
    return random.nextInt(20) == 0 ? unlikely() : HexFormat.of().formatHex(key);
  }

  /** Around the 14th and the 90th year as well. */
  private LocalDate birth(LocalDate today) {
    int years = List.of(0, 13, 14, 14, 15, 40, 89, 90, 91, 110).get(random.nextInt(10));
    return today.minusYears(years).plusDays(random.nextInt(5) - 2);
  }

  private String text(Mask mask, LocalDate today) {
    return switch (mask) {
      case ID -> random.nextInt(8) == 0
          ? unlikely().substring(random.nextInt(10))
          : "370302" + birth(today).format(DateTimeFormatter.BASIC_ISO_DATE) + "98" + random.nextInt(10) + "X";
      case PHONE -> pick(PHONES);
      case ADDRESS -> pick(PLACES) + pick(DOORS);
      case NONE, NAME, YEAR, TAIL, CHAPTER, HASH, DROP -> random.nextInt(4) == 0 ? "" : pick(TROUBLE) + unlikely();
    };
  }

  /** Text that is nowhere else; with a digit, so that masks of addresses cut it. */
  private String unlikely() {
    return "zq7" + Long.toString(random.nextLong(Long.MAX_VALUE), 36) + "qz";
  }

  <T> T pick(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /** Some fields, each under some mask that fits. */
  Map<String, Mask> masks(SharedSchema schema) {
    Map<String, Mask> masks = new LinkedHashMap<>();
    for (SharedField field : schema.fields()) {
      if (random.nextInt(3) > 0) {
        List<Mask> fitting = List.of(Mask.values()).stream().filter(mask -> View.fits(field, mask)).toList();
        masks.put(field.name(), random.nextInt(3) == 0 ? pick(fitting) : field.mask());
      }
    }
    if (random.nextInt(3) == 0) {
      masks.put(View.KEY, Mask.NONE);
    }
    return masks;
  }

  byte[] key() {
    byte[] key = new byte[16];
    random.nextBytes(key);
    return key;
  }

  static byte[] encode(SharedSchema schema, GenericRecord values) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
    try {
      new GenericDatumWriter<GenericRecord>(schema.avro()).write(values, encoder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }
}
