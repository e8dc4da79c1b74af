package cn.yilu.examples.market;

import cn.yilu.catalogue.postgres.Address;
import cn.yilu.examples.registry.Registry;
import cn.yilu.examples.registry.RowCopy;
import cn.yilu.examples.town.Town;
import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * The register's database {@code market}, in the same server process as the household registry's to save another one.
 * User {@code market_reader} may read table {@code scjg_frxx}, user {@code clerk} may write. The town is loaded once.
 */
public final class Register {
  private static final String READER = "market_reader";
  private final Address database;
  private final String password;

  private Register(Address database, String password) {
    this.database = database;
    this.password = password;
  }

  /** Opens the database in this server and loads the town if need be. */
  public static Register in(Registry server, Town town) throws IOException, SQLException {
    Address database = server.database("market");
    try (Connection connection = database.connect()) {
      if (!exists(connection)) {
        connection.setAutoCommit(false);
        load(connection, server, town);
        connection.commit();
      }
    }
    return new Register(database, server.password(READER));
  }

  private static boolean exists(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select to_regclass('scjg_frxx') is not null")) {
      result.next();
      return result.getBoolean(1);
    }
  }

  private static void load(Connection connection, Registry server, Town town) throws IOException, SQLException {
    String columns = Arrays.stream(Entity.COLUMNS.split(", ")).map(c -> c + " text").collect(Collectors.joining(", "));
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table scjg_frxx (" + columns + ", primary key (ztbh))");
      RowCopy.into(connection, "scjg_frxx", Entity.rows(town));
      server.addUser(statement, READER, "");
      statement.execute("grant select on scjg_frxx to " + READER);
      statement.execute("grant select, insert, update, delete on scjg_frxx to clerk");
    }
  }

  /** A connection of the owner; the caller closes it. */
  Connection connect() throws SQLException {
    return database.connect();
  }

  /** The address of the database, without user. */
  public String url() {
    return database.url();
  }

  /** The password of {@code market_reader}. */
  public String password() {
    return password;
  }
}
