package cn.yilu.catalogue.organisation;

import cn.yilu.catalogue.organisation.Caller.Kind;
import cn.yilu.catalogue.organisation.Caller.Role;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Bearer tokens of programs and people. A revoked one works on other nodes for at most {@link #REMEMBERED}. */
@Component
class Tokens {
  static final Duration LOGIN = Duration.ofHours(8);
  private static final Duration PROGRAM = Duration.ofDays(365);
  private static final Duration REMEMBERED = Duration.ofSeconds(1);
  private static final int LONGEST = 200;

  private final JdbcClient jdbc;
  private final Clock clock;
  private final ShortMemory<String, Caller> callers;

  Tokens(JdbcClient jdbc, Clock clock) {
    this.jdbc = jdbc;
    this.clock = clock;
    this.callers = new ShortMemory<>(10_000, REMEMBERED, clock);
  }

  Issued issueToProgram(String program) {
    return issue("program", program, PROGRAM);
  }

  /** A token for one login; those of earlier logins that have ended are cleared away. */
  Issued issueToPerson(String user) {
    jdbc.sql("delete from token where account = ? and expires < ?").params(user, now()).update();
    return issue("account", user, LOGIN);
  }

  private Issued issue(String column, String holder, Duration term) {
    String token = Secrets.token();
    OffsetDateTime expires = now().plus(term);
    jdbc.sql("insert into token (hash, " + column + ", issued, expires) values (?, ?, ?, ?)")
        .params(Secrets.sha256(token), holder, now(), expires).update();
    return new Issued(token, expires);
  }

  /** Revokes every token of a program; how many there were. */
  int revoke(String program) {
    int revoked = jdbc.sql("update token set revoked = ? where program = ? and revoked is null")
        .params(now(), program).update();
    callers.forget();
    return revoked;
  }

  void forget() {
    callers.forget();
  }

  /** Who holds this token, if it is known, not expired, not revoked, and its holder may call. */
  Optional<Caller> callerOf(String token) {
    if (token.length() > LONGEST) {
      return Optional.empty();
    }
    return callers.get(HexFormat.of().formatHex(Secrets.sha256(token)), this::find);
  }

  private Optional<Caller> find(String hash) {
    byte[] bytes = HexFormat.of().parseHex(hash);
    Optional<Found> found = jdbc
        .sql("""
             select t.program, t.account, coalesce(p.organisation, a.organisation) organisation, a.role, t.last_used
             from token t left join program p on p.id = t.program left join account a on a.name = t.account
             where t.hash = ? and t.revoked is null and t.expires > ? and not coalesce(p.disabled, a.disabled)
             and not coalesce(a.one_time, false)""").params(bytes, now()).query(Tokens::found).optional();
    found.ifPresent(used -> noteUse(bytes, used.lastUsed));
    return found.map(Found::caller);
  }

  private void noteUse(byte[] hash, Optional<LocalDate> lastUsed) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    if (!lastUsed.equals(Optional.of(today))) {
      jdbc.sql("update token set last_used = ? where hash = ?").params(today, hash).update();
    }
  }

  private OffsetDateTime now() {
    return Instant.now(clock).atOffset(ZoneOffset.UTC);
  }

  private static Found found(ResultSet row, int number) throws SQLException {
    String program = row.getString("program");
    String organisation = row.getString("organisation");
    Caller caller = program != null
        ? new Caller(program, Kind.PROGRAM, organisation, Role.PROGRAM)
        : new Caller(row.getString("account"), Kind.PERSON, organisation,
            Role.valueOf(row.getString("role").toUpperCase(Locale.ROOT)));
    return new Found(caller, Optional.ofNullable(row.getObject("last_used", LocalDate.class)));
  }

  /** A token, shown once. */
  record Issued(String token, OffsetDateTime expires) {}

  private record Found(Caller caller, Optional<LocalDate> lastUsed) {}
}
