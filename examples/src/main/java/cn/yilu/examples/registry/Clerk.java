package cn.yilu.examples.registry;

import cn.yilu.examples.town.IdNumbers;
import cn.yilu.examples.town.Sex;
import cn.yilu.examples.town.Town;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Goes on keeping the registry: people move, die and are born, one change at a time, never 王桂兰. */
public final class Clerk {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private final Registry registry;
  private final Town town;
  private final RandomGenerator random;
  private final Clock clock;

  public Clerk(Registry registry, Town town, RandomGenerator random, Clock clock) {
    this.registry = registry;
    this.town = town;
    this.random = random;
    this.clock = clock;
  }

  /** Enters one change; a town of one resident has none. */
  public void enter() throws SQLException {
    if (town.population() < 2) {
      return;
    }
    String somebody = CensusRow.recordId(2 + random.nextInt(town.population() - 1));
    try (Connection connection = registry.connect()) {
      int draw = random.nextInt(10);
      if (draw < 7) {
        move(connection, somebody);
      } else if (draw < 9) {
        birth(connection, somebody);
      } else {
        death(connection, somebody);
      }
    }
  }

  private void move(Connection connection, String who) throws SQLException {
    String to = CensusRow.recordId(1 + random.nextInt(town.population()));
    run(connection, "update czrk c set hkxz = o.hkxz, sqdm = o.sqdm, wgdm = o.wgdm, pcsdm = o.pcsdm, bdsj = ?"
        + " from czrk o where o.rybh = ? and c.rybh = ?", now(), to, who);
  }

  private void death(Connection connection, String who) throws SQLException {
    run(connection, "update czrk set history = '1', bdsj = ? where rybh = ?", now(), who);
  }

  /** A child in the household of this person, if a number of the day is left. */
  private void birth(Connection connection, String parent) throws SQLException {
    Sex sex = random.nextBoolean() ? Sex.MALE : Sex.FEMALE;
    LocalDate day = LocalDate.now(clock.withZone(ZONE));
    Optional<String> number = freeNumber(connection, day, sex);
    if (number.isPresent()) {
      run(connection, "insert into czrk (rybh, hh, hb, yhzgx, xm, xb, mz, jg, gmsfhm, csrq, hkxz, hyzk, whcd, rhzt,"
          + " czrktype, pcsdm, sqdm, wgdm, history, bdsj) select ?, hh, hb, ?, left(xm, 1) || ?, ?, mz, jg, ?, ?, hkxz,"
          + " '10', '90', rhzt, czrktype, pcsdm, sqdm, wgdm, '0', ? from czrk where rybh = ?",
          "B" + number.get().substring(6, 17),
          sex == Sex.MALE ? "21" : "31", sex == Sex.MALE ? "宁宁" : "佳佳", sex.code(),
          number.get(), number.get().substring(6, 14), now(), parent);
    }
  }

  private static Optional<String> freeNumber(Connection connection, LocalDate day, Sex sex) throws SQLException {
    for (int sequence = sex == Sex.MALE ? 981 : 980; sequence < 990; sequence += 2) {
      String number = IdNumbers.number("370302", day, sequence);
      try (PreparedStatement known = connection.prepareStatement("select 1 from czrk where gmsfhm = ?")) {
        known.setString(1, number);
        try (ResultSet result = known.executeQuery()) {
          if (!result.next()) {
            return Optional.of(number);
          }
        }
      }
    }
    return Optional.empty();
  }

  private String now() {
    return LocalDateTime.now(clock.withZone(ZONE)).format(CensusRow.CHANGE_TIME);
  }

  private static void run(Connection connection, String sql, String... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setString(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }
}
