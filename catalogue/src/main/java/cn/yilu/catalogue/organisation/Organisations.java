package cn.yilu.catalogue.organisation;

import cn.yilu.catalogue.http.model.Organisation;
import cn.yilu.catalogue.http.model.Text;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The organisations people and programs belong to. */
@Component
class Organisations {
  private final JdbcClient jdbc;

  Organisations(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<Organisation> all() {
    return jdbc.sql("select * from organisation order by id")
        .query((row, number) -> new Organisation(row.getString("id"),
            new Text(row.getString("name_zh"), row.getString("name_en"))).uscc(row.getString("uscc")))
        .list();
  }

  boolean exists(String id) {
    return jdbc.sql("select exists (select from organisation where id = ?)").param(id).query(Boolean.class).single();
  }

  /** Adds an organisation; false when the id is taken. */
  boolean add(Organisation organisation) {
    return jdbc.sql("insert into organisation (id, name_zh, name_en, uscc) values (?, ?, ?, ?) on conflict do nothing")
        .param(organisation.getId()).param(organisation.getName().getZh()).param(organisation.getName().getEn())
        .param(organisation.getUscc())
        .update() == 1;
  }
}
