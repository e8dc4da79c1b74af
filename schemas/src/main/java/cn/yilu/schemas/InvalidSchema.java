package cn.yilu.schemas;

import java.util.List;
import java.util.stream.Collectors;

/** A schema that cannot be shared: says everything it lacks at once, each with its line. */
public final class InvalidSchema extends IllegalArgumentException {
  private static final long serialVersionUID = 1;
  private final transient List<SchemaFault> faults;

  InvalidSchema(List<SchemaFault> faults) {
    super(faults.stream().map(SchemaFault::toString).collect(Collectors.joining("\n")));
    this.faults = List.copyOf(faults);
  }

  /** Everything that is wrong, in the order of the file. */
  public List<SchemaFault> faults() {
    return faults;
  }
}
