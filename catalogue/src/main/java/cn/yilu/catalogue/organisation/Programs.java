package cn.yilu.catalogue.organisation;

import cn.yilu.catalogue.http.model.Program;
import cn.yilu.catalogue.http.model.Text;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The programs that read or send. */
@Component
class Programs {
  private final JdbcClient jdbc;

  Programs(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<Program> all() {
    return jdbc.sql("select * from program order by id")
        .query((row, number) -> new Program(row.getString("id"), row.getString("organisation"),
            new Text(row.getString("name_zh"), row.getString("name_en"))).suspended(row.getBoolean("disabled")))
        .list();
  }

  boolean exists(String id) {
    return jdbc.sql("select exists (select from program where id = ?)").param(id).query(Boolean.class).single();
  }

  /** Bars a program, or lets it in again; false when there is none of this name. */
  boolean suspend(String id, boolean suspended) {
    return jdbc.sql("update program set disabled = ? where id = ?").params(suspended, id).update() == 1;
  }

  /** Adds a program; false when the id is taken. */
  boolean add(Program program) {
    return jdbc
        .sql("insert into program (id, organisation, name_zh, name_en) values (?, ?, ?, ?) on conflict do nothing")
        .params(program.getId(), program.getOrganisation(), program.getName().getZh(), program.getName().getEn())
        .update() == 1;
  }
}
