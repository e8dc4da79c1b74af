package cn.yilu.mappings.view;

import java.time.Instant;
import java.time.LocalDate;

/** Writes days and instants as ISO 8601 without making objects, except for years no clock shows. */
final class IsoTime {
  private static final long FIRST = LocalDate.of(0, 1, 1).toEpochDay();
  private static final long LAST = LocalDate.of(9999, 12, 31).toEpochDay();
  private static final long MILLIS_A_DAY = 86_400_000L;

  private IsoTime() {}

  /** {@code yyyy-MM-dd}. */
  static void day(long epochDay, Bytes out) {
    if (epochDay < FIRST || epochDay > LAST) {
      out.ascii(LocalDate.ofEpochDay(epochDay).toString());
      return;
    }
    long z = epochDay + 719_468;
    int era = (int) Math.floorDiv(z, 146_097L);
    int dayOfEra = (int) (z - era * 146_097L);
    int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
    int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
    int shifted = (5 * dayOfYear + 2) / 153;
    int month = shifted < 10 ? shifted + 3 : shifted - 9;
    out.digits(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), 4);
    out.put('-');
    out.digits(month, 2);
    out.put('-');
    out.digits(dayOfYear - (153 * shifted + 2) / 5 + 1, 2);
  }

  /** {@code yyyy-MM-ddTHH:mm:ssZ}, with three digits of a second where they are not zero. */
  static void instant(long millis, Bytes out) {
    long epochDay = Math.floorDiv(millis, MILLIS_A_DAY);
    if (epochDay < FIRST || epochDay > LAST) {
      out.ascii(Instant.ofEpochMilli(millis).toString());
      return;
    }
    int rest = (int) (millis - epochDay * MILLIS_A_DAY);
    day(epochDay, out);
    part('T', rest / 3_600_000, out);
    part(':', rest / 60_000 % 60, out);
    part(':', rest / 1000 % 60, out);
    if (rest % 1000 != 0) {
      out.put('.');
      out.digits(rest % 1000, 3);
    }
    out.put('Z');
  }

  private static void part(char before, int value, Bytes out) {
    out.put(before);
    out.digits(value, 2);
  }

  /** Days since the epoch of the first of January of this day's year, or of the earliest year when that is later. */
  static long firstOfYear(long epochDay, int earliest) {
    return LocalDate.ofYearDay(Math.max(LocalDate.ofEpochDay(epochDay).getYear(), earliest), 1).toEpochDay();
  }
}
