package cn.yilu.catalogue.organisation;

import cn.yilu.catalogue.dataset.Department;
import cn.yilu.catalogue.dataset.Departments;
import cn.yilu.catalogue.http.model.Organisation;
import cn.yilu.schemas.Text;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** A department is called what its organisation is called here; a code that was not stated is the released one. */
@Component
record RegisteredDepartments(Organisations organisations) implements Departments {

  @Override
  public Optional<Department> of(String id) {
    return organisations.find(id).map(RegisteredDepartments::department);
  }

  private static Department department(Organisation known) {
    String id = known.getId();
    return new Department(id, new Text(known.getName().getZh(), known.getName().getEn()),
        Optional.ofNullable(known.getUscc()).or(() -> Departments.released(id).uscc()));
  }
}
