package cn.yilu.examples.market;

import cn.yilu.examples.registry.DepartmentDatabase;
import cn.yilu.examples.registry.Registry;
import cn.yilu.examples.registry.RowCopy;
import cn.yilu.examples.town.Town;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The register's database {@code market}. User {@code market_reader} may read table {@code scjg_frxx}, user {@code clerk}
 * may write. The town is loaded once.
 */
public final class Register {
  private static final String READER = "market_reader";

  private Register() {}

  /** Opens the database in this server and loads the town if need be. */
  public static DepartmentDatabase in(Registry server, Town town) throws IOException, SQLException {
    return DepartmentDatabase.in(server, "market", "scjg_frxx", READER,
        (connection, statement) -> load(connection, statement, server, town));
  }

  private static void load(Connection connection, Statement statement, Registry server, Town town)
      throws IOException, SQLException {
    String columns = Arrays.stream(Entity.COLUMNS.split(", ")).map(c -> c + " text").collect(Collectors.joining(", "));
    statement.execute("create table scjg_frxx (" + columns + ", primary key (ztbh))");
    RowCopy.into(connection, "scjg_frxx", Entity.rows(town));
    server.addUser(statement, READER, "");
    statement.execute("grant select on scjg_frxx to " + READER);
    statement.execute("grant select, insert, update, delete on scjg_frxx to clerk");
  }
}
