package cn.yilu.catalogue.organisation;

import cn.yilu.catalogue.organisation.Caller.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The accounts of people as they are stored. */
@Component
class People {
  private final JdbcClient jdbc;
  private final Clock clock;
  private final ShortMemory<String, Person> known;

  People(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.known = new ShortMemory<>(1_000, Duration.ofSeconds(1), clock);
  }

  Optional<Person> find(String user) {
    return jdbc.sql("select * from account where name = ?").param(user).query(People::person).optional();
  }

  List<Person> all() {
    return jdbc.sql("select * from account order by name").query(People::person).list();
  }

  /** Adds an account; false when the name is taken. */
  boolean add(String user, String organisation, Role role, String hash, boolean oneTime) {
    return jdbc
        .sql("""
             insert into account (name, organisation, role, password, one_time, changed) values (?, ?, ?, ?, ?, ?)
             on conflict do nothing""")
        .params(user, organisation, role.name().toLowerCase(Locale.ROOT), hash, oneTime, now()).update() == 1;
  }

  /** Bars a person and ends everything that was opened; false when there is none of this name. */
  boolean suspend(String user) {
    jdbc.sql("update token set revoked = ? where account = ? and revoked is null").params(now(), user).update();
    return jdbc.sql("update account set disabled = true, changed = ? where name = ?").params(now(), user).update() == 1;
  }

  /** Lets a person in again; false when there is none of this name. */
  boolean restore(String user) {
    return jdbc.sql("update account set disabled = false where name = ?").param(user).update() == 1;
  }

  /** The account as it was at most a second ago. */
  Optional<Person> lately(String user) {
    return known.get(user, this::find);
  }

  /** Forgets what was known a second ago. */
  void forget() {
    known.forget();
  }

  /** Sets a password that the person chose, and ends every token opened with the old one. */
  void setPassword(String user, String hash) {
    jdbc.sql("update account set password = ?, one_time = false, changed = ? where name = ?").params(hash, now(), user)
        .update();
    jdbc.sql("update token set revoked = ? where account = ? and revoked is null").params(now(), user).update();
  }

  private OffsetDateTime now() {
    return Instant.now(clock).truncatedTo(ChronoUnit.MICROS).atOffset(ZoneOffset.UTC);
  }

  private static Person person(ResultSet row, int number) throws SQLException {
    return new Person(row.getString("name"), row.getString("organisation"),
        Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)), row.getString("password"),
        row.getBoolean("one_time"), row.getBoolean("disabled"),
        row.getObject("changed", OffsetDateTime.class).toInstant());
  }
}
