package cn.yilu.catalogue.grant;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Grants in PostgreSQL. Changes belong into a transaction together with their entry in the ledger. */
@Repository
class GrantStore {
  private static final String SELECT = """
                                       select id, version, reader, dataset, area, purpose, legal_basis, first_day, last_day,
                                              withdrawn is not null as ended,
                                              array(select name from access_grant_field where access_grant = id order by name) as names,
                                              array(select mask from access_grant_field where access_grant = id order by name) as masks
                                       from access_grant
                                       """;
  private final JdbcClient jdbc;

  GrantStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  List<Grant> all() {
    return jdbc.sql(SELECT + " order by id").query((row, n) -> grant(row)).list();
  }

  /** Grants of a reader that was not suspended. */
  List<Grant> effective() {
    return jdbc.sql(SELECT + " where reader in (select p.id from program p where not p.disabled)")
        .query((row, n) -> grant(row)).list();
  }

  List<Grant> of(String reader) {
    return jdbc.sql(SELECT + " where reader = ? order by id").param(reader).query((row, n) -> grant(row)).list();
  }

  Optional<Grant> find(String id) {
    return jdbc.sql(SELECT + " where id = ?").param(id).query((row, n) -> grant(row)).optional();
  }

  /** Whether there is such a reader; until the transaction ends nobody else changes its grants. */
  boolean lock(String reader) {
    return jdbc.sql("select id from program where id = ? for no key update").param(reader)
        .query(String.class).optional().isPresent();
  }

  void add(Grant grant) {
    jdbc.sql("""
             insert into access_grant (id, version, reader, dataset, area, purpose, legal_basis, first_day, last_day)
             values (?, ?, ?, ?, ?, ?, ?, ?, ?)
             """)
        .params(grant.id(), grant.version(), grant.reader(), grant.dataset(), grant.area(), grant.purpose(),
            grant.legalBasis(), grant.from(), grant.until())
        .update();
    grant.fields().forEach((name, mask) -> jdbc
        .sql("insert into access_grant_field (access_grant, name, mask) values (?, ?, ?)")
        .params(grant.id(), name, mask).update());
  }

  /** Ends a grant; false when it had ended before. */
  boolean withdraw(String id) {
    return jdbc
        .sql("update access_grant set withdrawn = now(), version = version + 1 where id = ? and withdrawn is null")
        .param(id).update() == 1;
  }

  private static Grant grant(ResultSet row) throws SQLException {
    String[] names = (String[]) row.getArray("names").getArray();
    String[] masks = (String[]) row.getArray("masks").getArray();
    Map<String, String> fields = new HashMap<>();
    for (int i = 0; i < names.length; i++) {
      fields.put(names[i], masks[i]);
    }
    return new Grant(row.getString("id"), row.getInt("version"), row.getString("reader"), row.getString("dataset"),
        fields, row.getString("area"), row.getString("purpose"), row.getString("legal_basis"),
        row.getObject("first_day", LocalDate.class), row.getObject("last_day", LocalDate.class),
        row.getBoolean("ended"));
  }
}
