package cn.yilu.schemas.identifier;

import java.util.Optional;

/** A grid code (网格代码): the 12 digits of its community and 3 of its own. Cities may count otherwise. */
public record Grid(String value) {

  public Grid {
    if (!holds(value)) {
      throw new IllegalArgumentException("a grid has 15 digits");
    }
  }

  /** The code in this text, if it has the form of one. */
  public static Optional<Grid> read(String text) {
    String value = text.strip();
    return holds(value) ? Optional.of(new Grid(value)) : Optional.empty();
  }

  private static boolean holds(String value) {
    return value.length() == 15 && value.chars().allMatch(c -> c >= '0' && c <= '9') && value.charAt(0) != '0';
  }

  /** The community it lies in. */
  public Division community() {
    return new Division(value.substring(0, 12));
  }
}
