package cn.yilu.schemas.identifier;

import java.util.random.RandomGenerator;

/** Invented unified social credit codes, computed as the standards say, power by power. */
final class Usccs {
  private static final String ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY";
  private static final int[] ORGANISATION = {3, 7, 9, 10, 5, 8, 4, 2};

  private Usccs() {}

  static String draw(RandomGenerator random) {
    StringBuilder code = new StringBuilder("91370302");
    for (int i = 0; i < ORGANISATION.length; i++) {
      code.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
    }
    code.append(organisation(code.substring(8)));
    int sum = 0;
    int power = 1;
    for (int i = 0; i < 17; i++) {
      sum += ALPHABET.indexOf(code.charAt(i)) * power;
      power = power * 3 % 31;
    }
    int check = 31 - sum % 31;
    return code.append(ALPHABET.charAt(check == 31 ? 0 : check)).toString();
  }

  /** GB 11714: A is 10 and Z is 35; ten is an X, eleven a nought. */
  private static char organisation(String eight) {
    int sum = 0;
    for (int i = 0; i < ORGANISATION.length; i++) {
      sum += Character.digit(eight.charAt(i), 36) * ORGANISATION[i];
    }
    int check = 11 - sum % 11;
    return check == 11 ? '0' : check == 10 ? 'X' : (char) ('0' + check);
  }
}
