package cn.yilu.schemas.identifier;

import java.util.Optional;

/** A health file number (健康档案号) of 17 digits: the 12 of its village or community and 5 of its own. */
public record HealthFileNumber(String value) {

  public HealthFileNumber {
    if (!holds(value)) {
      throw new IllegalArgumentException("a health file number has 17 digits");
    }
  }

  /** The number in this text, if it has the form of one; blanks and hyphens inside are forgiven. */
  public static Optional<HealthFileNumber> read(String text) {
    String value = text.strip().replace("-", "").replace(" ", "");
    return holds(value) ? Optional.of(new HealthFileNumber(value)) : Optional.empty();
  }

  private static boolean holds(String value) {
    return value.length() == 17 && value.chars().allMatch(c -> c >= '0' && c <= '9') && value.charAt(0) != '0';
  }

  /** Where the file was begun. */
  public Division community() {
    return new Division(value.substring(0, 12));
  }

  /** The first 6 digits and asterisks: a number never prints itself. */
  @Override
  public String toString() {
    return value.substring(0, 6) + "***********";
  }
}
