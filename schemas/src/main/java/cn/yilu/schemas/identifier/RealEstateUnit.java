package cn.yilu.schemas.identifier;

import java.util.Locale;
import java.util.Optional;

/**
 * A real-estate unit number (不动产单元号) of 28 characters: parcel 19, feature letter, 8 of the building and its unit.
 */
public record RealEstateUnit(String value) {

  public RealEstateUnit {
    if (!holds(value)) {
      throw new IllegalArgumentException("no real-estate unit number");
    }
  }

  /** The number in this text, if it has the form of one; blanks inside and small letters are forgiven. */
  public static Optional<RealEstateUnit> read(String text) {
    String value = text.replace(" ", "").strip().toUpperCase(Locale.ROOT);
    return holds(value) ? Optional.of(new RealEstateUnit(value)) : Optional.empty();
  }

  private static boolean holds(String value) {
    return value.length() == 28 && digits(value, 0, 12) && letter(value, 12) && letter(value, 13)
        && digits(value, 14, 19) && "FLW".indexOf(value.charAt(19)) >= 0 && digits(value, 20, 28);
  }

  private static boolean digits(String value, int from, int to) {
    return value.substring(from, to).chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static boolean letter(String value, int at) {
    return value.charAt(at) >= 'A' && value.charAt(at) <= 'Z';
  }

  /** The parcel (宗地) it stands on. */
  public String parcel() {
    return value.substring(0, 19);
  }

  /** Division of the parcel, six digits. */
  public String division() {
    return value.substring(0, 6);
  }
}
