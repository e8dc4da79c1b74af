package cn.yilu.examples.town;

import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;

/** A way in which a system writes a record badly, with how many in a thousand of its records. */
public enum Flaw {
  FIFTEEN_DIGIT_ID(20), LOWER_CASE_X(400), FULL_WIDTH_ID(10), WRONG_CHECK_DIGIT(3), SPREADSHEET_ID(5), FUTURE_BIRTH(
      1),
  IMPOSSIBLE_BIRTH(1), NO_ID(8), TRADITIONAL_NAME(10), LOST_CHARACTER(500), SPACED_NAME(10), SPLIT_NAME(
      500),
  SPACED_PHONE(10), NO_PHONE(20), SHARED_PHONE(200), SWAPPED_PRESSURE(10), JOINED_PRESSURE(
      150),
  MG_PER_DL(100), CHARSET_LIE(10), TWICE(5), COMPOUND_ROOM(100), WORDED_ROOM(
      20),
  NO_AMOUNT(30), NO_RECORD_NUMBER(5), CODE_NAME_AT_ODDS(5), FOREIGN_LEVEL_WORD(200), SECOND_FILE(15),
  IMPOSSIBLE_DAY(20), UNKNOWN_CODE(10);

  private final int perThousand;

  Flaw(int perThousand) {
    this.perThousand = perThousand;
  }

  /** How many of a thousand records that could have it do. */
  public int perThousand() {
    return perThousand;
  }

  /** The flaws of one record of one system, always the same ones for the same seed. */
  public static Set<Flaw> of(long seed, String system, int resident) {
    SplittableRandom random = new SplittableRandom(seed * 31 + system.hashCode() * 1_000_003L + resident);
    Set<Flaw> flaws = EnumSet.noneOf(Flaw.class);
    for (Flaw flaw : values()) {
      if (random.nextInt(1000) < flaw.perThousand) {
        flaws.add(flaw);
      }
    }
    return flaws;
  }
}
