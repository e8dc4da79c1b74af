package cn.yilu.examples.registry;

import cn.yilu.catalogue.postgres.Address;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Another department's database, in the same server process as the registry's to save a further one. */
public final class DepartmentDatabase {
  private final Address address;
  private final String password;

  private DepartmentDatabase(Address address, String password) {
    this.address = address;
    this.password = password;
  }

  /** Makes tables and users and fills them with the town. */
  public interface Load {
    void into(Connection connection, Statement statement) throws IOException, SQLException;
  }

  /**
   * Opens the database, and loads it, all or nothing, unless this table is there.
   *
   * @param reader the user whose password {@link #password} tells; the load makes it
   */
  public static DepartmentDatabase in(Registry server, String name, String table, String reader, Load load)
      throws IOException, SQLException {
    Address address = server.database(name);
    try (Connection connection = address.connect()) {
      if (!exists(connection, table)) {
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
          load.into(connection, statement);
        }
        connection.commit();
      }
    }
    return new DepartmentDatabase(address, server.password(reader));
  }

  static boolean exists(Connection connection, String table) throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("select to_regclass(?) is not null")) {
      statement.setString(1, table);
      try (ResultSet result = statement.executeQuery()) {
        result.next();
        return result.getBoolean(1);
      }
    }
  }

  /** A connection of the owner; the caller closes it. */
  public Connection connect() throws SQLException {
    return address.connect();
  }

  /** The address of the database, without user. */
  public String url() {
    return address.url();
  }

  /** The password of its reader. */
  public String password() {
    return password;
  }
}
