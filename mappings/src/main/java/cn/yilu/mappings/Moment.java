package cn.yilu.mappings;

import cn.yilu.schemas.identifier.CalendarDay;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;

/**
 * Reads a day or a point in time in the forms that sources write: {@code yyyyMMdd[HHmm[ss[SSS]]]}, {@code yyyy-M-d} with
 * {@code -}, {@code /}, {@code .} or 年月日 between, a time behind it, an offset or none; Excel serial days; seconds or
 * milliseconds since the epoch, also before it. Twelve digits that make a calendar time are one: whoever writes
 * milliseconds has to say so, or the autumn of 1975 to the end of 1976 is taken for another time. Used again for every
 * value.
 */
final class Moment {
  private static final int NO_OFFSET = Integer.MIN_VALUE;
  private static final long DAY = 86_400_000;
  private static final int EXCEL_EPOCH = -25_569;
  /** No more digits than whole seconds of the past have. */
  private static final int SECONDS = 10;
  private static final int LONGEST_MILLIS = 15;

  private char[] chars = {};
  private int at;
  private int to;

  private int year;
  private int month;
  private int day;
  private long timeOfDay;
  private int offset;
  private boolean timed;
  private boolean instant;
  private long millis;
  private int value;

  /** Reads the characters; false when they are no day or time. */
  boolean read(char[] in, int from, int end) {
    begin(in, from, end);
    if (at < to && chars[at] == '-') {
      at++;
      int digits = run();
      return at + digits == to && digits > 8 && digits < 15 && sinceEpoch(-1, digits, digits > SECONDS);
    }
    int digits = run();
    if (at + digits == to) {
      return packed(digits);
    }
    if (digits == 4) {
      return separated();
    }
    if (chars[at + digits] == '.' && digits == 5) {
      return serialWithTime();
    }
    return (digits == 8 || digits == 12 || digits == 14) && packed(digits) && tail();
  }

  /** Reads the characters as milliseconds since the epoch; false when they are no such number. */
  boolean readMillis(char[] in, int from, int end) {
    begin(in, from, end);
    int sign = at < to && chars[at] == '-' ? -1 : 1;
    at += sign < 0 ? 1 : 0;
    int digits = run();
    return at + digits == to && digits > 0 && digits <= LONGEST_MILLIS && sinceEpoch(sign, digits, true);
  }

  private void begin(char[] in, int from, int end) {
    chars = in;
    at = from;
    to = end;
    timeOfDay = 0;
    offset = NO_OFFSET;
    timed = false;
    instant = false;
  }

  private boolean sinceEpoch(int sign, int digits, boolean milliseconds) {
    since(sign * wide(digits) * (milliseconds ? 1 : 1000));
    return true;
  }

  /**
   * Whether it is one of the days that systems write when they know none: the nought of databases, of .NET and of
   * workbooks, or the end of time.
   */
  boolean isSentinel() {
    return !instant && (year == 0 || (year == 1 && month == 1 && day == 1)
        || (year == 1899 && month == 12 && day >= 30) || (year == 1900 && month == 1 && day <= 1)
        || (year == 9999 && month == 12 && day == 31));
  }

  /** Whether there is such a day. */
  boolean exists() {
    return instant || (isYear() && CalendarDay.exists(year, month, day));
  }

  /** Days since the epoch; for an instant, and a time with an offset, the day it is then in the given zone. */
  long day(ZoneId zone) {
    if (instant || (timed && offset != NO_OFFSET)) {
      long when = millis(zone);
      return Math.floorDiv(when + zone.getRules().getOffset(Instant.ofEpochMilli(when)).getTotalSeconds() * 1000L, DAY);
    }
    return CalendarDay.epochDay(year, month, day);
  }

  /** Milliseconds since the epoch; a time without an offset is of the given zone. */
  long millis(ZoneId zone) {
    if (instant) {
      return millis;
    }
    long local = CalendarDay.epochDay(year, month, day) * DAY + timeOfDay;
    if (offset != NO_OFFSET) {
      return local - offset * 60_000L;
    }
    int second = (int) (timeOfDay / 1000);
    LocalDateTime when = LocalDateTime.of(year, month, day, second / 3600, second / 60 % 60, second % 60);
    return local - zone.getRules().getOffset(when).getTotalSeconds() * 1000L;
  }

  private int run() {
    int i = at;
    while (i < to && chars[i] >= '0' && chars[i] <= '9') {
      i++;
    }
    return i - at;
  }

  private int digits(int count) {
    int value = 0;
    for (int i = 0; i < count; i++) {
      value = value * 10 + chars[at++] - '0';
    }
    return value;
  }

  private boolean packed(int digits) {
    switch (digits) {
      case 5 -> serial(digits(5));
      case 8 -> date();
      case 12, 14, 17 -> {
        date();
        if (digits == 12 && noYearOfCalendars()) {
          at -= 8;
          since(wide(12));
        } else {
          return clock(digits(2), digits(2), digits > 12 ? digits(2) : 0, digits > 14 ? digits(3) : 0);
        }
      }
      case 10 -> since(wide(10) * 1000);
      case 13 -> since(wide(13));
      default -> {
        return false;
      }
    }
    return true;
  }

  /** Then twelve digits are milliseconds of 1973 to 2001. Noughts and 9999 are what placeholders begin with. */
  private boolean noYearOfCalendars() {
    return year >= 1000 && year != 9999 && !isYear();
  }

  private boolean isYear() {
    return year >= 1800 && year < 2200;
  }

  private boolean clock(int hour, int minute, int second, int milli) {
    timed = true;
    timeOfDay = hour * 3_600_000L + minute * 60_000L + second * 1000L + milli;
    return hour < 24 && minute < 60 && second < 60;
  }

  private void date() {
    year = digits(4);
    month = digits(2);
    day = digits(2);
  }

  private long wide(int count) {
    long value = 0;
    for (int i = 0; i < count; i++) {
      value = value * 10 + chars[at++] - '0';
    }
    return value;
  }

  private void since(long epochMillis) {
    instant = true;
    millis = epochMillis;
  }

  private void serial(int days) {
    LocalDate date = LocalDate.ofEpochDay(days + EXCEL_EPOCH);
    year = date.getYear();
    month = date.getMonthValue();
    day = date.getDayOfMonth();
  }

  private boolean serialWithTime() {
    serial(digits(5));
    at++;
    int decimals = Math.min(run(), 15);
    double part = wide(decimals) / Math.pow(10, decimals);
    timeOfDay = Math.round(part * 86_400) * 1000;
    at += run();
    return at == to && timeOfDay < DAY;
  }

  private boolean separated() {
    year = digits(4);
    if (!next("-/.年") || !part()) {
      return false;
    }
    month = value;
    if (at >= to || "-/.月".indexOf(chars[at++]) < 0 || !part()) {
      return false;
    }
    day = value;
    if (at < to && chars[at] == '日') {
      at++;
    }
    // XML Schema lets a day have an offset, which says nothing of which day it is.
    return at == to || ("Z+-".indexOf(chars[at]) >= 0 ? tail() : time());
  }

  private boolean part() {
    int digits = run();
    if (digits < 1 || digits > 2) {
      return false;
    }
    value = digits(digits);
    return true;
  }

  private boolean time() {
    while (at < to && (Cell.blank(chars[at]) || chars[at] == 'T')) {
      at++;
    }
    if (!part() || value > 23) {
      return false;
    }
    timed = true;
    timeOfDay = value * 3_600_000L;
    if (!next(":时") || !part() || value > 59) {
      return false;
    }
    timeOfDay += value * 60_000L;
    if (next(":分") && at < to) {
      if (!part() || value > 59) {
        return false;
      }
      timeOfDay += value * 1000L;
      next("秒");
    }
    return tail();
  }

  private boolean next(String marks) {
    if (at < to && marks.indexOf(chars[at]) >= 0) {
      at++;
      return true;
    }
    return false;
  }

  private boolean tail() {
    if (next(".,")) {
      int digits = run();
      int milli = 0;
      for (int i = 0; i < 3; i++) {
        milli = milli * 10 + (i < digits ? chars[at + i] - '0' : 0);
      }
      timeOfDay += milli;
      at += digits;
    }
    if (next("Z")) {
      offset = 0;
    } else if (at < to && (chars[at] == '+' || chars[at] == '-')) {
      int sign = chars[at++] == '-' ? -1 : 1;
      if (run() < 2) {
        return false;
      }
      int hours = digits(2);
      next(":");
      offset = sign * (hours * 60 + (run() >= 2 ? digits(2) : 0));
    }
    return at == to;
  }
}
