package cn.yilu.schemas.identifier;

import java.util.Locale;
import java.util.Optional;

/** A unified social credit code (统一社会信用代码) of 18 characters, with both of its check characters right. */
public record Uscc(String value) {
  private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  private static final int[] WEIGHTS = {1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28};
  private static final int[] ORGANISATION_WEIGHTS = {3, 7, 9, 10, 5, 8, 4, 2};

  public Uscc {
    if (!holds(value)) {
      throw new IllegalArgumentException("no unified social credit code");
    }
  }

  /** The code in this text, if it is one; blanks around it and small letters are forgiven. */
  public static Optional<Uscc> read(String text) {
    String value = text.strip().toUpperCase(Locale.ROOT);
    return holds(value) ? Optional.of(new Uscc(value)) : Optional.empty();
  }

  /** The code that begins with these 16 characters, with both check characters computed. */
  public static Uscc completing(String start) {
    if (start.length() != 16) {
      throw new IllegalArgumentException("a code begins with 16 characters");
    }
    String unchecked = start + organisationCheck(start);
    return new Uscc(unchecked + check(unchecked));
  }

  /** The division of registration, six digits. */
  public String division() {
    return value.substring(2, 8);
  }

  /** The organisation code (组织机构代码), nine characters. */
  public String organisation() {
    return value.substring(8, 17);
  }

  private static boolean holds(String value) {
    return value.length() == 18 && value.charAt(17) == check(value) && value.charAt(16) == organisationCheck(value)
        && value.substring(2, 8).chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static char check(String value) {
    int sum = sum(value);
    return sum < 0 ? '?' : ALPHABET.charAt((31 - sum % 31) % 31);
  }

  /** The weighted sum of the first 17 characters; -1 when one of them is not of the alphabet. */
  static int sum(String value) {
    int sum = 0;
    for (int i = 0; i < WEIGHTS.length; i++) {
      int digit = ALPHABET.indexOf(value.charAt(i));
      if (digit < 0) {
        return -1;
      }
      sum += digit * WEIGHTS[i];
    }
    return sum;
  }

  private static char organisationCheck(String value) {
    int sum = 0;
    for (int i = 0; i < ORGANISATION_WEIGHTS.length; i++) {
      sum += Character.digit(value.charAt(8 + i), 36) * ORGANISATION_WEIGHTS[i];
    }
    int check = 11 - Math.floorMod(sum, 11);
    return check == 10 ? 'X' : (char) ('0' + check % 11);
  }
}
