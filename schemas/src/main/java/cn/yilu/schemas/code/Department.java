package cn.yilu.schemas.code;

import cn.yilu.schemas.Text;
import java.util.List;
import java.util.Optional;

/**
 * A department (部门) that answers for data, by the short word it has in schemas and sources.
 *
 * @param uscc its unified social credit code
 */
public record Department(String word, Text name, String uscc) {

  /** The department with this word, if there is one. */
  public static Optional<Department> of(String word) {
    return CodeLists.of("department").entry(word).map(Department::from);
  }

  /** All departments of this release. */
  public static List<Department> all() {
    return CodeLists.of("department").codes().stream().map(Department::from).toList();
  }

  private static Department from(Code code) {
    String uscc = code.more().get("uscc");
    if (uscc == null) {
      throw new IllegalStateException("department " + code.code() + " has no uscc");
    }
    return new Department(code.code(), code.label(), uscc);
  }
}
