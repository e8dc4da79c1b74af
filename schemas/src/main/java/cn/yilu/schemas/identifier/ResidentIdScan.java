package cn.yilu.schemas.identifier;

import cn.yilu.schemas.code.CodeLists;
import java.text.Normalizer;
import java.time.LocalDate;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads resident ID numbers without allocating: one scan object per thread, used again and again. The answers of the
 * other methods belong to the last number for which {@link #read} found no flaw.
 */
public final class ResidentIdScan {
  /** Length of a number. */
  public static final int LENGTH = 18;

  private static final int[] WEIGHTS = {7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  private static final String CHECKS = "10X98765432";
  private static final int[] ABOLISHED = CodeLists.of("division-abolished").codes().stream()
      .mapToInt(code -> Integer.parseInt(code.code())).sorted().toArray();
  /** Sequence numbers of people born in 18xx, in numbers of 15 digits. */
  private static final int[] BORN_18XX = CodeLists.of("resident-id-sequence").codes().stream()
      .filter(code -> "18".equals(code.more().get("century"))).mapToInt(code -> Integer.parseInt(code.code())).sorted()
      .toArray();
  private static final int OLDEST_YEAR = 1850;

  private final char[] number = new char[LENGTH];
  private boolean derived;
  private boolean abolished;
  private int birthDay;

  /**
   * Reads one number: full-width characters, blanks, a leading apostrophe and a lower-case x are forgiven, 15 digits are
   * completed to 18.
   *
   * @param today days since the epoch; nobody is born after it
   * @return what is wrong, or null when the number is good
   */
  public @Nullable ResidentIdFlaw read(char[] chars, int from, int to, long today) {
    int length = 0;
    for (int i = from; i < to; i++) {
      char c = chars[i];
      if (c >= 0x80) {
        return readWide(chars, from, to, today);
      }
      if (c <= ' ' || (c == '\'' && length == 0)) {
        continue;
      }
      if (length == LENGTH) {
        return c == '.' || exponent(chars, from, to) ? ResidentIdFlaw.DAMAGED : ResidentIdFlaw.LENGTH;
      }
      number[length++] = c == 'x' ? 'X' : c;
    }
    return check(length, today);
  }

  private @Nullable ResidentIdFlaw readWide(char[] chars, int from, int to, long today) {
    String narrow = Normalizer.normalize(new String(chars, from, to - from), Normalizer.Form.NFKC);
    char[] ascii = narrow.toCharArray();
    int length = 0;
    for (char c : ascii) {
      if (c >= 0x80) {
        return ResidentIdFlaw.CHARACTER;
      }
      ascii[length++] = c;
    }
    return read(ascii, 0, length, today);
  }

  private @Nullable ResidentIdFlaw check(int length, long today) {
    if (exponent(number, 0, length)) {
      return ResidentIdFlaw.DAMAGED;
    }
    if (length != LENGTH && length != 15) {
      return ResidentIdFlaw.LENGTH;
    }
    for (int i = 0; i < length; i++) {
      char c = number[i];
      if ((c < '0' || c > '9') && !(c == 'X' && i == LENGTH - 1)) {
        return ResidentIdFlaw.CHARACTER;
      }
    }
    derived = length == 15;
    if (derived) {
      complete();
    } else if (number[17] != checkCharacter()) {
      return number[15] == '0' && number[16] == '0' && number[17] == '0'
          ? ResidentIdFlaw.DAMAGED
          : ResidentIdFlaw.CHECKSUM;
    }
    return place(today);
  }

  private static boolean exponent(char[] chars, int from, int to) {
    for (int i = from; i < to; i++) {
      if (chars[i] == 'E' || chars[i] == 'e') {
        return to - i <= 4 && to - i >= 2;
      }
    }
    return false;
  }

  private void complete() {
    boolean born18xx = Arrays.binarySearch(BORN_18XX, digits(12, 15)) >= 0;
    System.arraycopy(number, 6, number, 8, 9);
    number[6] = '1';
    number[7] = born18xx ? '8' : '9';
    number[17] = checkCharacter();
  }

  private char checkCharacter() {
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      sum += (number[i] - '0') * WEIGHTS[i];
    }
    return CHECKS.charAt(sum % 11);
  }

  private @Nullable ResidentIdFlaw place(long today) {
    int year = digits(6, 10);
    int month = digits(10, 12);
    int day = digits(12, 14);
    if (year < OLDEST_YEAR || !CalendarDay.exists(year, month, day)) {
      return ResidentIdFlaw.DATE;
    }
    birthDay = CalendarDay.epochDay(year, month, day);
    abolished = Arrays.binarySearch(ABOLISHED, digits(0, 6)) >= 0;
    return birthDay > today ? ResidentIdFlaw.FUTURE : null;
  }

  private int digits(int from, int to) {
    int value = 0;
    for (int i = from; i < to; i++) {
      value = value * 10 + number[i] - '0';
    }
    return value;
  }

  /** The 18 characters; the array is reused by the next read. */
  public char[] number() {
    return number;
  }

  /** Whether the number was made from 15 digits. */
  public boolean derived() {
    return derived;
  }

  /** Whether the division it begins with no longer exists, which is no flaw: people keep their number. */
  public boolean abolished() {
    return abolished;
  }

  /** Day of birth in days since the epoch. */
  public int birthDay() {
    return birthDay;
  }

  /** Whether the sequence is odd. */
  public boolean male() {
    return (number[16] & 1) == 1;
  }

  /** The number as a value. */
  public ResidentId id() {
    return new ResidentId(new String(number), LocalDate.ofEpochDay(birthDay));
  }
}
