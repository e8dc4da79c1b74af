package cn.yilu.schemas.identifier;

import cn.yilu.schemas.code.Code;
import cn.yilu.schemas.code.CodeLists;
import java.util.Locale;
import java.util.Optional;

/**
 * A division code (行政区划代码): 6 digits of a county, 9 of a town or street, 12 of a village or community. Codes change
 * with the years, so an unknown one is no error.
 */
public record Division(String value) {

  public Division {
    if (!holds(value)) {
      throw new IllegalArgumentException("a division has 6, 9 or 12 digits");
    }
  }

  /** How deep a division lies. */
  public enum Level {
    PROVINCE, CITY, COUNTY, TOWN, COMMUNITY
  }

  /** The code in this text, if it has the form of one. */
  public static Optional<Division> read(String text) {
    String value = text.strip();
    return holds(value) ? Optional.of(new Division(value)) : Optional.empty();
  }

  private static boolean holds(String value) {
    int length = value.length();
    return (length == 6 || length == 9 || length == 12) && value.chars().allMatch(c -> c >= '0' && c <= '9')
        && value.charAt(0) != '0';
  }

  /** How deep it lies. */
  public Level level() {
    return switch (value.length()) {
      case 12 -> Level.COMMUNITY;
      case 9 -> Level.TOWN;
      default -> value.endsWith("0000") ? Level.PROVINCE : value.endsWith("00") ? Level.CITY : Level.COUNTY;
    };
  }

  /** The digits that all divisions and grids inside it begin with. */
  public String prefix() {
    return switch (level()) {
      case PROVINCE -> value.substring(0, 2);
      case CITY -> value.substring(0, 4);
      case COUNTY, TOWN, COMMUNITY -> value;
    };
  }

  /** Whether a division or grid code lies within this one, or is it. */
  public boolean contains(String code) {
    return code.startsWith(prefix());
  }

  /**
   * What kind of town or community (区划类别) the last three digits say it is, an entry of the list {@code division-kind};
   * empty for counties and above.
   */
  public Optional<Code> kind() {
    String level = level().name().toLowerCase(Locale.ROOT);
    String number = value.substring(value.length() - 3);
    return CodeLists.of("division-kind").codes().stream()
        .filter(kind -> level.equals(kind.more().get("level")) && within(number, kind)).findFirst();
  }

  private static boolean within(String number, Code kind) {
    return number.compareTo(kind.more().getOrDefault("from", "")) >= 0
        && number.compareTo(kind.more().getOrDefault("until", "")) <= 0;
  }

  /** The division that took over the county it lies in, if that is abolished and the successor is known; six digits. */
  public Optional<Division> successor() {
    return CodeLists.of("division-abolished").entry(value.substring(0, 6))
        .flatMap(gone -> Optional.ofNullable(gone.more().get("successor"))).map(Division::new);
  }

  /** Whether it is known to exist no longer. */
  public boolean abolished() {
    return CodeLists.of("division-abolished").entry(value.substring(0, 6)).isPresent();
  }
}
