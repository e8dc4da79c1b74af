package cn.yilu.mappings.view;

import cn.yilu.schemas.Mask;
import cn.yilu.schemas.SharedField;
import cn.yilu.schemas.SharedSchema;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.Period;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.generic.GenericRecord;

/** What a view must show, said slowly and plainly over decoded records. */
final class ReferenceView {
  private static final Pattern NUMBER = Pattern.compile("([0-9０-９A-Za-z]+)|[〇零一二三四五六七八九十百两甲乙丙丁]+|[#＃]");
  private static final String HOUSE = "[号號]?[栋幢座楼樓层室单單#＃].*";
  private final SharedSchema schema;
  private final Map<String, Mask> masks;
  private final Pseudonyms pseudonyms;
  private final LocalDate today;

  ReferenceView(SharedSchema schema, Map<String, Mask> masks, Pseudonyms pseudonyms, LocalDate today) {
    this.schema = schema;
    this.masks = masks;
    this.pseudonyms = pseudonyms;
    this.today = today;
  }

  /** Shown values by field; days and times as numbers. */
  Map<String, Object> show(GenericRecord record) {
    Map<String, Object> shown = new LinkedHashMap<>();
    boolean child = isChild(record);
    for (SharedField field : schema.fields()) {
      Object value = record.get(field.name());
      if (masks.containsKey(field.name()) && value != null) {
        masked(field, value, child).ifPresent(masked -> shown.put(field.name(), masked));
      }
    }
    return shown;
  }

  private boolean isChild(GenericRecord record) {
    return schema.fields().stream().anyMatch(field -> {
      Object value = record.get(field.name());
      if (value == null) {
        return false;
      }
      if (field.mask() == Mask.YEAR) {
        return under14(LocalDate.ofEpochDay((Integer) value));
      }
      return field.mask() == Mask.ID && value.toString().matches(".{6}[0-9]{8}.{4}")
          && under14(LocalDate.parse(value.toString().substring(6, 14), DateTimeFormatter.BASIC_ISO_DATE));
    });
  }

  private boolean under14(LocalDate birth) {
    return birth.isAfter(today) || Period.between(birth, today).getYears() < 14;
  }

  private Optional<Object> masked(SharedField field, Object value, boolean child) {
    Mask mask = masks.getOrDefault(field.name(), Mask.DROP);
    if (child && field.reference().isEmpty() && strict(field.mask()) > strict(mask)) {
      mask = field.mask();
    }
    return switch (mask) {
      case DROP -> Optional.empty();
      case NONE -> Optional.of(value instanceof CharSequence ? value.toString() : value);
      case YEAR -> Optional.of(year(LocalDate.ofEpochDay((Integer) value)));
      case HASH -> Optional.of(pseudonym(field, value.toString()));
      case ID, PHONE, NAME, ADDRESS, TAIL, CHAPTER -> Optional.of(text(mask, value.toString(), child));
    };
  }

  private static int strict(Mask mask) {
    return switch (mask) {
      case NONE -> 0;
      case ID, PHONE, NAME, ADDRESS, YEAR, TAIL, CHAPTER -> 1;
      case HASH -> 2;
      case DROP -> 3;
    };
  }

  private int year(LocalDate day) {
    int year = Math.max(day.getYear(), today.getYear() - 90);
    return (int) LocalDate.of(year, 1, 1).toEpochDay();
  }

  String pseudonym(byte[] key) {
    return HexFormat.of().formatHex(pseudonyms.of(key), 0, 16);
  }

  private String pseudonym(SharedField field, String value) {
    boolean key = field.reference().isPresent() && value.matches("[0-9a-fA-F]{32}");
    return pseudonym(key ? HexFormat.of().parseHex(value) : value.getBytes(StandardCharsets.UTF_8));
  }

  static String text(Mask mask, String text, boolean child) {
    int n = text.codePointCount(0, text.length());
    return switch (mask) {
      case ID -> child || n < 15 ? keep(text, n > 2 ? 1 : 0, n > 2 ? 1 : 0) : keep(text, 6, 4);
      case PHONE -> phone(text);
      case NAME -> keep(text, n == 1 ? 0 : 1, 0);
      case ADDRESS -> address(text);
      case TAIL -> child ? keep(text, 0, n > 1 ? 1 : 0) : keep(text, 0, n > 4 ? 4 : 0);
      case CHAPTER -> head(text, 3);
      case NONE, YEAR, HASH, DROP -> throw new IllegalArgumentException(mask.word());
    };
  }

  private static String phone(String text) {
    if (text.codePointCount(0, text.length()) == 11 && text.startsWith("1")) {
      return keep(text, 3, 4);
    }
    Matcher landline = Pattern.compile("(?s)(0.{1,4}?-|0[12].|0[^12]..).{7,}").matcher(text);
    if (landline.matches()) {
      return keep(text, landline.group(1).codePointCount(0, landline.group(1).length()), 2);
    }
    return keep(text, 0, !text.startsWith("0") && text.codePointCount(0, text.length()) >= 7 ? 2 : 0);
  }

  private static String address(String text) {
    Matcher number = NUMBER.matcher(text);
    String kept = text;
    while (number.find()) {
      if (cuts(text.substring(0, number.start()), number.group(), text.substring(number.end()))) {
        kept = text.substring(0, number.start());
        break;
      }
    }
    String tidy = kept.replaceAll("[ \u3000－—,，、/·.(（第-]+$", "");
    return tidy.isEmpty() ? "*" : tidy;
  }

  private static boolean cuts(String before, String number, String after) {
    if (number.matches("[#＃]") || after.matches("(?s)" + HOUSE)) {
      return true;
    }
    boolean street = after.matches("(?s)[号號].*") && before.matches("(?s).*[路街巷道弄段同村庄里线]");
    return number.matches(".*[0-9０-９].*")
        && !(street || after.matches("(?s)([号號]院|[路街巷道弄里村组队区期社]).*"));
  }

  private static String head(String text, int count) {
    return text.codePoints().limit(count)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
  }

  private static String keep(String text, int head, int tail) {
    int[] points = text.codePoints().toArray();
    StringBuilder masked = new StringBuilder();
    for (int i = 0; i < points.length; i++) {
      masked.appendCodePoint(i < head || i >= points.length - tail ? points[i] : '*');
    }
    return masked.toString();
  }
}
