package cn.yilu.schemas.evolution;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.apache.avro.Schema;

/** What a new version of a schema must be able to do with the versions before it. */
public enum CompatibilityLevel {
  /** Nothing. */
  NONE(false, false, false),
  /** Read what the version before wrote. */
  BACKWARD(true, false, false),
  /** Read what every version before wrote. */
  BACKWARD_TRANSITIVE(true, false, true),
  /** Be read by readers of the version before. */
  FORWARD(false, true, false),
  /** Be read by readers of every version before. */
  FORWARD_TRANSITIVE(false, true, true),
  /** Both ways with the version before. */
  FULL(true, true, false),
  /** Both ways with every version before. */
  FULL_TRANSITIVE(true, true, true);

  private final boolean backward;
  private final boolean forward;
  private final boolean all;

  CompatibilityLevel(boolean backward, boolean forward, boolean all) {
    this.backward = backward;
    this.forward = forward;
    this.all = all;
  }

  /** The level of this name in any case, with hyphens or underscores, if there is one. */
  public static Optional<CompatibilityLevel> of(String name) {
    String wanted = name.toUpperCase(Locale.ROOT).replace('-', '_');
    return List.of(values()).stream().filter(level -> level.name().equals(wanted)).findFirst();
  }

  /** What keeps a schema from following these versions (oldest first) under this level; empty when it may. */
  public List<Conflict> conflicts(Schema next, List<Schema> before) {
    List<Conflict> conflicts = new ArrayList<>();
    int oldest = all ? 0 : Math.max(0, before.size() - 1);
    for (int i = before.size() - 1; i >= oldest; i--) {
      conflicts(next, before.get(i), i, conflicts);
    }
    return conflicts;
  }

  /** What keeps a schema and one other from what this level asks, whatever lies between them. */
  public List<Conflict> conflicts(Schema next, Schema other) {
    List<Conflict> conflicts = new ArrayList<>();
    conflicts(next, other, 0, conflicts);
    return conflicts;
  }

  private void conflicts(Schema next, Schema other, int index, List<Conflict> conflicts) {
    if (backward) {
      Reading.obstacles(other, next).forEach(obstacle -> conflicts.add(new Conflict(index, true, obstacle)));
    }
    if (forward) {
      Reading.obstacles(next, other).forEach(obstacle -> conflicts.add(new Conflict(index, false, obstacle)));
    }
  }

  /**
   * One thing that stands against a new version.
   *
   * @param index which of the versions before, from 0
   * @param backward whether the new version cannot read the old data; else old readers cannot read the new data
   */
  public record Conflict(int index, boolean backward, Obstacle obstacle) {}
}
