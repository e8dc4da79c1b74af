package cn.yilu.catalogue.registry;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

/** Subjects, versions and schemas in PostgreSQL. */
@Repository
class SchemaStore {
  private static final String SELECT = """
                                       select v.subject, v.version, v.schema, s.text, v.deleted
                                       from registry_version v join registry_schema s on s.id = v.schema
                                       """;
  private final JdbcClient jdbc;

  SchemaStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** Subjects that have a version which stands, or one that was taken back. */
  List<String> subjects(String prefix, boolean standing, boolean deleted) {
    return jdbc.sql("""
                    select subject from registry_version where starts_with(subject, ?)
                    group by subject having (? and bool_or(not deleted)) or (? and bool_and(deleted)) order by subject
                    """).params(prefix, standing, deleted).query((row, n) -> row.getString(1)).list();
  }

  /** All versions of a subject, those taken back included, oldest first. */
  List<Registered> versions(String subject) {
    return jdbc.sql(SELECT + " where v.subject = ? order by v.version").param(subject)
        .query((row, n) -> registered(row))
        .list();
  }

  /** All versions of all subjects that have a schema. */
  List<Registered> versionsOf(int id) {
    return jdbc.sql(SELECT + " where v.schema = ? order by v.subject, v.version").param(id)
        .query((row, n) -> registered(row)).list();
  }

  Optional<String> text(int id) {
    return jdbc.sql("select text from registry_schema where id = ?").param(id).query(String.class).optional();
  }

  Optional<Integer> id(byte[] digest) {
    return jdbc.sql("select id from registry_schema where digest = ?").param(digest).query(Integer.class).optional();
  }

  List<Reference> references(int id) {
    return jdbc.sql("select name, subject, version from registry_reference where schema = ? order by position")
        .param(id)
        .query((row, n) -> new Reference(row.getString("name"), row.getString("subject"), row.getInt("version")))
        .list();
  }

  /** Schemas that stand somewhere and use a version. */
  List<Integer> referrers(String subject, int version) {
    return jdbc.sql("""
                    select distinct r.schema from registry_reference r join registry_version v on v.schema = r.schema
                    where r.subject = ? and r.version = ? and not v.deleted order by r.schema
                    """).params(subject, version).query((row, n) -> row.getInt(1)).list();
  }

  /**
   * Makes a subject when there is none, and locks it until the transaction ends; answers its last version.
   *
   * @param owner who names it first; empty for a subject of a release
   */
  int lock(String subject, String owner) {
    jdbc.sql("insert into registry_subject (name, released, owner) values (?, ?, ?) on conflict do nothing")
        .params(subject, owner.isEmpty(), owner).update();
    return jdbc.sql("select last_version from registry_subject where name = ? for update").param(subject)
        .query(Integer.class).single();
  }

  /** Who named a subject first; empty when nobody did. */
  Optional<String> owner(String subject) {
    return jdbc.sql("select owner from registry_subject where name = ?").param(subject).query(String.class).optional();
  }

  /** The id of a schema, which is given now when it has none. Whoever comes at the same time waits and gets the same. */
  int give(SchemaText schema) {
    byte[] digest = schema.digest();
    return id(digest).orElseGet(() -> jdbc
        .sql("insert into registry_schema (digest, text) values (?, ?) on conflict do nothing returning id")
        .params(digest, schema.text()).query(Integer.class).optional().map(id -> referring(id, schema.references()))
        .orElseGet(() -> id(digest).orElseThrow()));
  }

  private int referring(int id, List<Reference> references) {
    for (int i = 0; i < references.size(); i++) {
      Reference each = references.get(i);
      jdbc.sql("insert into registry_reference (schema, position, name, subject, version) values (?, ?, ?, ?, ?)")
          .params(id, i, each.name(), each.subject(), each.version()).update();
    }
    return id;
  }

  void add(String subject, int version, int id) {
    jdbc.sql("insert into registry_version (subject, version, schema) values (?, ?, ?)").params(subject, version, id)
        .update();
    jdbc.sql("update registry_subject set last_version = ? where name = ?").params(version, subject).update();
  }

  void takeBack(String subject, int version) {
    jdbc.sql("update registry_version set deleted = true where subject = ? and version = ?").params(subject, version)
        .update();
  }

  void remove(String subject, int version) {
    jdbc.sql("delete from registry_version where subject = ? and version = ?").params(subject, version).update();
  }

  Optional<String> level(String subject) {
    return jdbc.sql("select level from registry_level where subject = ?").param(subject).query(String.class).optional();
  }

  void level(String subject, String level) {
    jdbc.sql("insert into registry_level (subject, level) values (?, ?) on conflict (subject) do update set level = ?")
        .params(subject, level, level).update();
  }

  void noLevel(String subject) {
    jdbc.sql("delete from registry_level where subject = ?").param(subject).update();
  }

  private static Registered registered(ResultSet row) throws SQLException {
    return new Registered(row.getString("subject"), row.getInt("version"), row.getInt("schema"), row.getString("text"),
        row.getBoolean("deleted"));
  }
}
