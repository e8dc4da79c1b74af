package cn.yilu.examples.town;

import java.time.LocalDate;
import java.util.Set;

/** How an ID number is written by somebody in a hurry. */
public final class FlawedId {
  private static final String[] NONE = {"无", "不详", "", "/"};

  private FlawedId() {}

  /** The number with the flaws it can have; unharmed without any. */
  public static String write(Resident resident, Set<Flaw> flaws) {
    String id = resident.id();
    if (flaws.contains(Flaw.NO_ID)) {
      return NONE[resident.number() % NONE.length];
    }
    if (flaws.contains(Flaw.WRONG_CHECK_DIGIT)) {
      return id.substring(0, 17) + (id.charAt(17) == '7' ? '3' : '7');
    }
    if (flaws.contains(Flaw.SPREADSHEET_ID)) {
      return id.substring(0, 15) + "000";
    }
    if (flaws.contains(Flaw.FUTURE_BIRTH)) {
      return IdNumbers.number(id.substring(0, 6), LocalDate.of(2099, 1, 1).plusDays(resident.number() % 365), 982);
    }
    if (flaws.contains(Flaw.IMPOSSIBLE_BIRTH)) {
      String body = id.substring(0, 10) + "0229" + "984";
      return isLeap(id) ? id : body + IdNumbers.check(body);
    }
    if (flaws.contains(Flaw.FIFTEEN_DIGIT_ID) && id.startsWith("19", 6)) {
      return id.substring(0, 6) + id.substring(8, 17);
    }
    String written = flaws.contains(Flaw.LOWER_CASE_X) ? id.replace('X', 'x') : id;
    return flaws.contains(Flaw.FULL_WIDTH_ID) ? fullWidth(written) : written;
  }

  private static boolean isLeap(String id) {
    return LocalDate.of(Integer.parseInt(id.substring(6, 10)), 1, 1).isLeapYear();
  }

  private static String fullWidth(String text) {
    StringBuilder wide = new StringBuilder();
    text.chars().forEach(c -> wide.append((char) (c - '!' + '！')));
    return wide.toString();
  }
}
