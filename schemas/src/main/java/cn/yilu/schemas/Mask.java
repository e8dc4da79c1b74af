package cn.yilu.schemas;

import java.util.Locale;

/** Mask (脱敏) of a field at delivery, by the name it has in schemas and grants. */
public enum Mask {
  /** As stored. */
  NONE,
  /** First 6, asterisks, last 4: {@code 370302********9819}. */
  ID,
  /** First 3, four asterisks, last 4; a landline keeps area code and last 2. */
  PHONE,
  /** First character, the rest asterisks; a single character becomes one asterisk. */
  NAME,
  /** Down to community or estate; from building onward cut. */
  ADDRESS,
  /** The year of a date, as its first of January; 90 years and older share the year of 90. */
  YEAR,
  /** Last four characters, the rest asterisks. */
  TAIL,
  /** The first three characters of a code. */
  CHAPTER,
  /** A pseudonym under the grant's own key: 32 hexadecimal digits. */
  HASH,
  /** Never delivered. */
  DROP;

  /** The mask with this name in any case; unknown names are refused. */
  public static Mask of(String name) {
    return valueOf(name.toUpperCase(Locale.ROOT));
  }

  /** The name as it stands in schemas, grants and addresses. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
