package cn.yilu.catalogue.organisation;

import cn.yilu.catalogue.dataset.Entries;
import cn.yilu.catalogue.http.model.Organisation;
import cn.yilu.catalogue.http.model.Text;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/** The organisations people and programs belong to. */
@Component
class Organisations {
  private final JdbcClient jdbc;
  private final ObjectProvider<Entries> entries;

  Organisations(JdbcClient jdbc, ObjectProvider<Entries> entries) {
    this.jdbc = jdbc;
    this.entries = entries;
  }

  List<Organisation> all() {
    return jdbc.sql("select * from organisation order by id")
        .query(Organisations::organisation).list();
  }

  Optional<Organisation> find(String id) {
    return jdbc.sql("select * from organisation where id = ?").param(id).query(Organisations::organisation).optional();
  }

  boolean exists(String id) {
    return jdbc.sql("select exists (select from organisation where id = ?)").param(id).query(Boolean.class).single();
  }

  private static Organisation organisation(ResultSet row, int number) throws SQLException {
    return new Organisation(row.getString("id"), new Text(row.getString("name_zh"), row.getString("name_en")))
        .uscc(row.getString("uscc"));
  }

  /** Adds an organisation; false when the id is taken. Entries that name it are brought up to date after the commit. */
  boolean add(Organisation organisation) {
    boolean added = insert(organisation);
    if (added) {
      afterCommit(() -> entries.ifAvailable(Entries::refresh));
    }
    return added;
  }

  private static void afterCommit(Runnable then) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      then.run();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
      @Override
      public void afterCommit() {
        then.run();
      }
    });
  }

  private boolean insert(Organisation organisation) {
    return jdbc.sql("insert into organisation (id, name_zh, name_en, uscc) values (?, ?, ?, ?) on conflict do nothing")
        .param(organisation.getId()).param(organisation.getName().getZh()).param(organisation.getName().getEn())
        .param(organisation.getUscc())
        .update() == 1;
  }
}
