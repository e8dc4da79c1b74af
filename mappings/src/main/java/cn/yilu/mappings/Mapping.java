package cn.yilu.mappings;

import cn.yilu.schemas.SharedSchemas;
import java.util.List;
import java.util.function.Consumer;

/**
 * A compiled mapping (映射): how one source's deliveries become claims and findings. Immutable and safe to share between
 * threads.
 */
public final class Mapping {
  private final Plan plan;
  private final List<Lineage> lineages;

  Mapping(Plan plan, List<Lineage> lineages) {
    this.plan = plan;
    this.lineages = List.copyOf(lineages);
  }

  /**
   * Compiles a mapping file.
   *
   * @throws InvalidMapping naming everything that is wrong, with line and column
   */
  public static Mapping compile(String yaml, SharedSchemas schemas) {
    return new MappingCompiler(schemas).compile(yaml);
  }

  /**
   * Hands every row of a delivery to {@code rows}, in order, as it is read; memory does not grow with the delivery. Rows
   * are numbered from 1, without headings.
   *
   * @throws Unreadable when the delivery, or what is left of it, cannot be read; rows handed over before it stand
   * @throws java.io.UncheckedIOException when the delivery's own stream fails
   */
  public void read(Delivery delivery, Consumer<MappedRow> rows) {
    plan.formats().read(new Reading(plan, delivery, rows));
  }

  /**
   * Maps rows that were kept as named values, by whatever form the file reads: a row that could not be used is so mapped
   * again once the file is mended.
   *
   * @throws IllegalArgumentException when the delivery holds something else than rows
   */
  public void again(Delivery delivery, Consumer<MappedRow> rows) {
    if (!(delivery.content() instanceof Delivery.Rows kept)) {
      throw new IllegalArgumentException("only rows are mapped again");
    }
    DatabaseRows.read(kept.rows(), new Reading(plan, delivery, rows));
  }

  /** The datasets this mapping makes claims for, in the file's order, and where their fields come from. */
  public List<Lineage> targets() {
    return lineages;
  }
}
