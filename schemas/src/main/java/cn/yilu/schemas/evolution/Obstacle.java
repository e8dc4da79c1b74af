package cn.yilu.schemas.evolution;

import cn.yilu.schemas.Text;

/**
 * Why some data of a writer cannot be read.
 *
 * @param path where in the writer's data, as {@code /person/phones[]}; {@code /} is the whole
 */
public record Obstacle(String path, Kind kind, Text message) {

  /** What kind of obstacle it is. */
  public enum Kind {
    /** The types differ and none is promoted to the other. */
    TYPE,
    /** Named types of different names, and no alias joins them. */
    NAME,
    /** Fixed types of different sizes. */
    SIZE,
    /** The reader has a field that the writer does not write, and no default for it. */
    MISSING_DEFAULT,
    /** The writer may write an enumeration symbol that the reader does not know, and the reader has no default. */
    SYMBOL,
    /** The writer may write a type that is no branch of the reader's union. */
    BRANCH,
    /** The reader cannot be made at all, for instance because a default does not fit its field. */
    READER
  }

  @Override
  public String toString() {
    return path + ": " + message.en() + " (" + message.zh() + ")";
  }
}
