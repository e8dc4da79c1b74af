package cn.yilu.mappings;

import java.util.List;

/** What became of one delivered row, or what is to be said of the delivery as a whole. */
public sealed interface MappedRow {

  /** Number within the delivery, from 1; 0 for the delivery as a whole. */
  long row();

  /** The row made claims, perhaps with findings. */
  record Used(long row, List<Claim> claims, List<Finding> findings) implements MappedRow {}

  /**
   * Said of the delivery as a whole, such as columns that nobody maps or a charset that was not as declared. Counts as no
   * row.
   */
  record Noted(List<Finding> findings) implements MappedRow {
    @Override
    public long row() {
      return 0;
    }
  }

  /**
   * The row could not be used; kept as it came.
   *
   * @param records ids of the records it is about, when all of them could be read all the same; none otherwise
   */
  record Rejected(long row, String raw, List<Finding> findings, List<String> records) implements MappedRow {

    /** A row of which nobody can say what it is about. */
    public Rejected(long row, String raw, List<Finding> findings) {
      this(row, raw, findings, List.of());
    }
  }
}
