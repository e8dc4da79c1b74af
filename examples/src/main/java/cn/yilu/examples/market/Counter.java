package cn.yilu.examples.market;

import cn.yilu.examples.registry.DepartmentDatabase;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.random.RandomGenerator;

/**
 * The bureau's counter: an entity gets another phone, is cancelled, or is struck off, which leaves no trace in the table.
 * One change at a time, never of those that other departments' records name.
 */
public final class Counter {
  private static final String SOMEBODY = " ztbh = (select ztbh from scjg_frxx where ztbh > 'ZT1'"
      + " order by md5(ztbh || ?) limit 1)";
  /** Of a small register nothing is struck off: a few rows less would be a delivery that waits for a person's yes. */
  private static final String STRIKE_OFF = "delete from scjg_frxx where (select count(*) from scjg_frxx) > 40 and";
  private final DepartmentDatabase register;
  private final RandomGenerator random;

  public Counter(DepartmentDatabase register, RandomGenerator random) {
    this.register = register;
    this.random = random;
  }

  /** Enters one change, if there is an entity that it can be about. */
  public void enter() throws SQLException {
    String change = switch (random.nextInt(6)) {
      case 0 -> STRIKE_OFF;
      case 1, 2 -> "update scjg_frxx set djzt = '3' where";
      default -> "update scjg_frxx set lxdh = '0533-51" + (10_000 + random.nextInt(89_999)) + "' where";
    };
    try (Connection connection = register.connect();
        PreparedStatement statement = connection.prepareStatement(change + SOMEBODY)) {
      statement.setString(1, Integer.toString(random.nextInt()));
      statement.executeUpdate();
    }
  }
}
