package cn.yilu.mappings;

import java.util.List;

/** What became of one delivered row. */
public sealed interface MappedRow {

  /** Number within the delivery, from 1. */
  long row();

  /** The row made claims, perhaps with findings. */
  record Used(long row, List<Claim> claims, List<Finding> findings) implements MappedRow {}

  /** The row could not be used; kept as it came. */
  record Rejected(long row, String raw, List<Finding> findings) implements MappedRow {}
}
