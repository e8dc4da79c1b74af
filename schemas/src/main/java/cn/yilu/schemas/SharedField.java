package cn.yilu.schemas;

import java.util.List;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * A data item (数据项): one field of a shared schema with all its governance.
 *
 * @param index position in the record, from 0
 * @param standard national standard the values follow
 * @param codeList name of the code list the values are taken from
 * @param reference kind of subject the value points to, such as {@code person}
 * @param identifies whether the value alone identifies a natural person
 * @param grade sensitivity 1 (low) to 4 (high)
 * @param mask what a grant gets unless it says otherwise
 * @param departments who is believed first (一数一源); an unnamed department ranks last
 * @param area whether the value is the division or grid code that places the record
 * @param type Avro type without its null branch
 */
public record SharedField(int index, String name, Text title, Optional<String> standard, Optional<String> codeList,
    Optional<String> reference, boolean identifies, int grade, Mask mask, List<String> departments, ShareType shareType,
    boolean area, Schema type) {

  public SharedField {
    departments = List.copyOf(departments);
    if (grade < 1 || grade > 4) {
      throw new IllegalArgumentException("field " + name + ": grade must be 1 to 4, not " + grade);
    }
  }

  /** Rank of a department for this field: 0 is believed first, the size of the order is last. */
  public int rank(String department) {
    int at = departments.indexOf(department);
    return at < 0 ? departments.size() : at;
  }
}
