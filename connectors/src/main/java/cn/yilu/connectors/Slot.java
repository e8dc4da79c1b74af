package cn.yilu.connectors;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/** Looks whether a PostgreSQL is fit to be followed, before anything is made in it that could do harm. */
final class Slot {
  private static final String READY = """
                                      select c.relreplident <> 'n' and (c.relreplident <> 'd' or exists (
                                        select 1 from pg_index i where i.indrelid = c.oid and i.indisprimary))
                                      from pg_class c where c.oid = to_regclass(?)""";
  private final Capture capture;

  Slot(Capture capture) {
    this.capture = capture;
  }

  /**
   * Answers whether the publication is there.
   *
   * @param begun whether something of these tables is committed already, so that the slot must still be there
   */
  boolean check(boolean begun) throws Trouble {
    try (Connection connection = DriverManager.getConnection(capture.server().url(), capture.server().login())) {
      if (!"logical".equals(text(connection, "select current_setting('wal_level')"))) {
        throw new Trouble("数据库须以 wal_level = logical 运行(修改后重启)",
            "the database has to run with wal_level = logical (set it and restart it)");
      }
      for (String table : capture.tables()) {
        table(connection, table);
      }
      slot(connection, begun);
      return "1".equals(text(connection, "select '1' from pg_publication where pubname = ?", capture.publication()));
    } catch (SQLException failure) {
      throw Table.trouble(failure);
    }
  }

  /** Publishing a table without an identity would make every update of it fail at the source. */
  private static void table(Connection connection, String table) throws SQLException, Trouble {
    String ready = text(connection, READY, table);
    if (ready.isEmpty()) {
      throw new Trouble("数据库中没有表 " + table, "there is no table " + table + " in the database");
    }
    if (!ready.equals("t")) {
      throw new Trouble("表 " + table + " 没有主键:请加主键,或执行 alter table … replica identity full",
          "the table " + table + " has no primary key: give it one, or alter table … replica identity full");
    }
  }

  private void slot(Connection connection, boolean begun) throws SQLException, Trouble {
    String state = text(connection, """
                                    select case when active then 'active' else coalesce(wal_status, 'reserved') end
                                    from pg_replication_slots where slot_name = ?""", capture.slot());
    if (state.equals("active")) {
      throw new Trouble("复制槽 " + capture.slot() + " 正被其他连接使用",
          "the slot " + capture.slot() + " is in use by another connection");
    }
    if (begun && (state.isEmpty() || state.equals("lost"))) {
      throw new Trouble("复制槽 " + capture.slot() + " 已失效,期间的变更已丢失:请将此数据源回到起点,全部重读",
          "the slot " + capture.slot()
              + " is lost and with it changes: rewind the source, so that everything is read again");
    }
    if (state.equals("lost")) {
      text(connection, "select pg_drop_replication_slot(?)::text", capture.slot());
    }
  }

  /** The first column of the first row, or an empty text. */
  private static String text(Connection connection, String query, String... values) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(query)) {
      for (int at = 0; at < values.length; at++) {
        select.setString(at + 1, values[at]);
      }
      try (ResultSet found = select.executeQuery()) {
        String text = found.next() ? found.getString(1) : null;
        return text == null ? "" : text;
      }
    }
  }
}
