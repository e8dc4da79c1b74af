package cn.yilu.examples.town;

import java.util.Set;

/** How a name or a phone number is written by somebody in a hurry, or by a system that knows few characters. */
public final class FlawedText {
  private static final String[] NONE = {"无", "-", "不详"};

  private FlawedText() {}

  /** The name with the flaws it can have. */
  public static String name(String name, Set<Flaw> flaws) {
    String written = flaws.contains(Flaw.TRADITIONAL_NAME) ? Names.traditional(name) : name;
    if (flaws.contains(Flaw.LOST_CHARACTER)) {
      written = written.codePoints().mapToObj(c -> isRare(c) ? "?" : Character.toString(c)).reduce("", String::concat);
    }
    return flaws.contains(Flaw.SPACED_NAME) ? written + " " : written;
  }

  /** Whether the character is outside the 20,902 that the older encoding GBK knows. */
  private static boolean isRare(int c) {
    return c > 0x9FA5 || (c > 0x3400 && c < 0x4E00);
  }

  /** The phone number with the flaws it can have. */
  public static String phone(String phone, Set<Flaw> flaws) {
    if (phone.isEmpty() || flaws.contains(Flaw.NO_PHONE)) {
      return NONE[phone.length() % NONE.length];
    }
    return flaws.contains(Flaw.SPACED_PHONE)
        ? phone.substring(0, 3) + " " + phone.substring(3, 7) + " " + phone.substring(7)
        : phone;
  }
}
