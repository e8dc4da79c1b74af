package cn.yilu.schemas.identifier;

/** Why a text is no resident ID number. */
public enum ResidentIdFlaw {
  /** Neither 18 nor 15 characters. */
  LENGTH("resident-id-length"),
  /** Something other than digits, or an X that is not the last of 18. */
  CHARACTER("resident-id-character"),
  /** The last digits became zeros or an exponent on the way through a spreadsheet; they cannot be guessed back. */
  DAMAGED("resident-id-damaged"),
  /** The check character does not fit. */
  CHECKSUM("resident-id-checksum"),
  /** The day of birth does not exist. */
  DATE("resident-id-date"),
  /** Born after the day the number was stated. */
  FUTURE("resident-id-future");

  private final String rule;

  ResidentIdFlaw(String rule) {
    this.rule = rule;
  }

  /** Name of the rule that was broken. */
  public String rule() {
    return rule;
  }
}
