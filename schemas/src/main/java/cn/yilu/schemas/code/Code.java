package cn.yilu.schemas.code;

import cn.yilu.schemas.Text;
import java.util.List;
import java.util.Map;

/**
 * One code of a list.
 *
 * @param also other words that mean this code wherever they come from
 * @param more further columns of the list's file by their heading; empty cells are left out
 */
public record Code(String code, Text label, List<String> also, Map<String, String> more) {
  public Code {
    also = List.copyOf(also);
    more = Map.copyOf(more);
  }

  /** Whether the code, and what it means, is certain; what is not is said in the column {@code unsure} of its list. */
  public boolean isSure() {
    return !more.containsKey("unsure");
  }
}
