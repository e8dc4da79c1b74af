package cn.yilu.examples.civil;

import cn.yilu.examples.registry.DepartmentDatabase;
import cn.yilu.examples.town.Town;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * The bureau's desk: grants and ends entitlements, makes out letters and revokes them, and takes rows away that were
 * entered by mistake; one change at a time, never 王桂兰's.
 */
public final class Desk {
  private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
  private static final List<Entitlement.Kind> GRANTED = List.of(Entitlement.Kind.AID, Entitlement.Kind.MARGIN,
      Entitlement.Kind.ALONE);
  /** Somebody of the list, from a random place on. */
  private static final String SOMEBODY = "(select * from mz_ryzt where sfzh <> '" + Town.WANG
      + "' and xh > (select ? * max(xh) from mz_ryzt) order by xh limit 1)";
  private static final String SOME_LETTER = "(select zmbh from mz_zm where sfzh <> '" + Town.WANG
      + "' and zmlx like 'Z%' and zmbh > 'ZM' || lpad(floor(? * ?)::text, 8, '0') order by zmbh limit 1)";
  private final DepartmentDatabase bureau;
  private final Town town;
  private final RandomGenerator random;
  private final Clock clock;

  public Desk(DepartmentDatabase bureau, Town town, RandomGenerator random, Clock clock) {
    this.bureau = bureau;
    this.town = town;
    this.random = random;
    this.clock = clock;
  }

  /** Enters one change, if there is somebody whom it can be about. */
  public void enter() throws SQLException {
    LocalDate today = LocalDate.now(clock.withZone(ZONE));
    double where = random.nextDouble();
    try (Connection connection = bureau.connect()) {
      switch (random.nextInt(10)) {
        case 0, 1, 2, 3 -> grant(connection, where, today);
        case 4, 5 -> run(connection, "update mz_ryzt set zzrq = to_char(?, 'yyyymmdd'), gxsj = now() where zzrq = ''"
            + " and xh = (select xh from " + SOMEBODY + " s)", today, where);
        case 6 -> run(connection, "delete from mz_ryzt where xh = (select xh from " + SOMEBODY + " s)", where);
        case 7, 8 -> letter(connection, where, today);
        default -> takeBack(connection, where);
      }
    }
  }

  private void grant(Connection connection, double where, LocalDate today) throws SQLException {
    Entitlement.Kind kind = GRANTED.get(random.nextInt(GRANTED.size()));
    run(connection, "insert into mz_ryzt (sfzh, xm, ztlb, ztmc, rdyj, rdjg, rdrq, qsrq, zzrq, sqdm, wgdm, sjly)"
        + " select sfzh, xm, ?, ?, '窗口申请', rdjg, ?, to_char(?, 'yyyymmdd'), '', sqdm, wgdm, '窗口' from " + SOMEBODY
        + " s where s.ztlb not in ('41', '42') and not exists (select 1 from mz_ryzt known where known.sfzh = s.sfzh and known.ztlb = ?)",
        kind.code(),
        kind.word(), today, today, where, kind.code());
  }

  private void letter(Connection connection, double where, LocalDate today) throws SQLException {
    Paper.Kind kind = Paper.letter(random.nextInt(3));
    run(connection, "insert into mz_zm (" + Paper.COLUMNS + ") select 'ZM9' || lpad(nextval('zm_xh')::text, 7, '0'), ?,"
        + " ?, sfzh, xm, rdjg, ?, ?, to_char(?, 'yyyymmdd'), ?, '0', sqdm, wgdm, now() from " + SOMEBODY + " s",
        kind
            .code(),
        kind.word(), Paper.BUREAU, today, today.plusMonths(6), kind.purpose(), where);
  }

  private void takeBack(Connection connection, double where) throws SQLException {
    String change = random.nextBoolean() ? "update mz_zm set zt = '2', gxsj = now()" : "delete from mz_zm";
    run(connection, change + " where zmbh = " + SOME_LETTER, where, town.population());
  }

  private static void run(Connection connection, String sql, Object... values) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      statement.executeUpdate();
    }
  }
}
