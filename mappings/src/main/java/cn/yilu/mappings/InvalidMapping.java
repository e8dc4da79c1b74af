package cn.yilu.mappings;

import cn.yilu.schemas.Complaint;
import cn.yilu.schemas.Text;
import java.util.List;
import java.util.stream.Collectors;

/** A mapping file that cannot be used, with everything that is wrong in it. */
public class InvalidMapping extends Complaint {
  private static final long serialVersionUID = 1;
  private final transient List<MappingFault> faults;

  public InvalidMapping(List<MappingFault> faults) {
    super(new Text(faults.stream().map(fault -> fault.text().zh()).collect(Collectors.joining("\n")),
        faults.stream().map(fault -> fault.text().en()).collect(Collectors.joining("\n"))));
    this.faults = List.copyOf(faults);
  }

  /** What is wrong, in the order of the file. */
  public List<MappingFault> faults() {
    return faults;
  }
}
