package cn.yilu.catalogue.dataset;

import cn.yilu.schemas.Text;
import java.util.Optional;

/** Who knows the registered organisation of a department; without anybody, the release's own list speaks. */
public interface Departments {

  Optional<Department> of(String id);

  /** The departments of this release. */
  static Department released(String id) {
    return cn.yilu.schemas.code.Department.of(id)
        .map(each -> new Department(id, each.name(), Optional.of(each.uscc())))
        .orElseGet(() -> new Department(id, new Text(id, id), Optional.empty()));
  }
}
