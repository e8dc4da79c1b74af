package cn.yilu.examples.town;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;

/**
 * Invented resident ID numbers (公民身份号码), each given once. Only sequence numbers 980 to 989 are used. A taken number
 * moves to the next free sequence of that sex, then to the next day.
 */
public final class IdNumbers {
  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECKS = "10X98765432";
  private static final int BLOCK = 980;
  private static final int PER_SEX = 5;
  private static final LocalDate FIRST_DAY = LocalDate.of(1900, 1, 1);
  private static final int DAYS = 60_000;

  /** Per prefix and day one bit for each number of the block. */
  private final Map<String, short[]> taken = new HashMap<>();

  /** A number for somebody born there about that day: that very day unless its numbers are used up. */
  String next(String prefix, LocalDate birth, Sex sex) {
    short[] days = taken.computeIfAbsent(prefix, p -> new short[DAYS]);
    int day = Math.toIntExact(birth.toEpochDay() - FIRST_DAY.toEpochDay());
    for (;; day++) {
      for (int i = 0; i < PER_SEX; i++) {
        int sequence = 2 * i + (sex == Sex.MALE ? 1 : 0);
        if ((days[day] & 1 << sequence) == 0) {
          days[day] |= (short) (1 << sequence);
          return number(prefix, FIRST_DAY.plusDays(day), BLOCK + sequence);
        }
      }
    }
  }

  /** Keeps a number of the block from being given. */
  void reserve(String number) {
    short[] days = taken.computeIfAbsent(number.substring(0, 6), p -> new short[DAYS]);
    int day = Math.toIntExact(birth(number).toEpochDay() - FIRST_DAY.toEpochDay());
    days[day] |= (short) (1 << (Integer.parseInt(number.substring(14, 17)) - BLOCK));
  }

  static LocalDate birth(String number) {
    return LocalDate.parse(number.substring(6, 14), DateTimeFormatter.BASIC_ISO_DATE);
  }

  /** The number with its check digit. */
  public static String number(String prefix, LocalDate birth, int sequence) {
    String body = prefix + birth.format(DateTimeFormatter.BASIC_ISO_DATE) + sequence;
    return body + check(body);
  }

  static char check(String body) {
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += (body.charAt(i) - '0') * WEIGHTS[i];
    }
    return CHECKS.charAt(sum % 11);
  }
}
