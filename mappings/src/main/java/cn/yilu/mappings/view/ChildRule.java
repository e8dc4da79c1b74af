package cn.yilu.mappings.view;

import cn.yilu.schemas.Mask;
import cn.yilu.schemas.SharedField;
import cn.yilu.schemas.SharedSchema;
import java.time.LocalDate;

/**
 * Stricter handling of children under 14, decided anew on the day of delivery.
 *
 * <p>A record is a child's when its birth date (the date whose own mask is {@code year}) or its resident ID (the text
 * whose own mask is {@code id}) says that the 14th birthday is still to come; a record with neither does not tell. For
 * a child no field is delivered more openly than under the schema's own mask, whatever the grant says, an ID shows
 * only its first and last character, and a tail is one character. Keys and references stay as granted.
 */
final class ChildRule {
  private static final int YEARS = 14;
  private static final int ID_LENGTH = 18;
  private final int birth;
  private final int id;
  private final long lastDay;
  private final int lastDigits;

  ChildRule(SharedSchema schema, LocalDate today) {
    birth = find(schema, Kind.DATE, Mask.YEAR);
    id = find(schema, Kind.TEXT, Mask.ID);
    LocalDate last = today.minusYears(YEARS);
    lastDay = last.toEpochDay();
    lastDigits = last.getYear() * 10_000 + last.getMonthValue() * 100 + last.getDayOfMonth();
  }

  private static int find(SharedSchema schema, Kind kind, Mask mask) {
    return schema.fields().stream()
        .filter(field -> field.mask() == mask && Kind.of(field) == kind)
        .mapToInt(SharedField::index).findFirst().orElse(-1);
  }

  /** The mask of a field in a child's record, given the mask of the grant. */
  static Mask mask(SharedField field, Mask granted) {
    boolean looser = rank(granted) < rank(field.mask()) && field.reference().isEmpty();
    return looser ? field.mask() : granted;
  }

  private static int rank(Mask mask) {
    return switch (mask) {
      case NONE -> 0;
      case ID, PHONE, NAME, ADDRESS, YEAR, TAIL, CHAPTER -> 1;
      case HASH -> 2;
      case DROP -> 3;
    };
  }

  boolean holds(byte[] values, int[] bounds) {
    return (birth >= 0 && values[bounds[birth]] != 0 && Varint.read(values, bounds[birth] + 1) > lastDay)
        || (id >= 0 && values[bounds[id]] != 0 && young(values, bounds[id + 1]));
  }

  /** The 18 characters before {@code end}, if that is what the text has; digits 7 to 14 are the birth date. */
  private boolean young(byte[] values, int end) {
    int from = end - ID_LENGTH;
    if (from < 1 || values[from - 1] != ID_LENGTH * 2) {
      return false;
    }
    int born = 0;
    for (int i = from + 6; i < from + 14; i++) {
      if (values[i] < '0' || values[i] > '9') {
        return false;
      }
      born = born * 10 + values[i] - '0';
    }
    return born > lastDigits;
  }
}
