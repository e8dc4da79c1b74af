package cn.yilu.examples.registry;

import cn.yilu.catalogue.postgres.Address;
import cn.yilu.catalogue.postgres.EmbeddedServer;
import cn.yilu.catalogue.postgres.EmbeddedSettings;
import cn.yilu.examples.process.Kept;
import cn.yilu.examples.process.Ports;
import cn.yilu.examples.town.Town;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HexFormat;
import java.util.function.IntSupplier;
import java.util.stream.Collectors;

/**
 * The registry's PostgreSQL server with table {@code czrk} in database {@code registry}. User {@code reader} may read,
 * user {@code clerk} may also write. The town is loaded once; later starts go on with what is there.
 */
public final class Registry implements AutoCloseable {
  private final EmbeddedServer server;
  private final Kept passwords;

  private Registry(EmbeddedServer server, Kept passwords) {
    this.server = server;
    this.passwords = passwords;
  }

  /** Starts the server in its folder, on the port it had before if that is free, and loads the town if need be. */
  public static Registry start(Path folder, Path binaries, Town town, Ports ports)
      throws IOException, SQLException {
    Files.createDirectories(folder);
    Kept passwords = new Kept(folder.resolve("users.properties"));
    EmbeddedSettings settings = EmbeddedSettings.in(folder, folder, "registry", "dba").withBinaries(binaries)
        .with("max_connections", "20").with("shared_buffers", "32MB").with("wal_level", "logical")
        .with("wal_sender_timeout", "10s").with("max_slot_wal_keep_size", "1GB");
    IntSupplier port = () -> ports.of("registry");
    Registry registry = new Registry(EmbeddedServer.start(settings, port), passwords);
    try {
      registry.prepare(town);
    } catch (IOException | SQLException | RuntimeException e) {
      registry.close();
      throw e;
    }
    return registry;
  }

  private void prepare(Town town) throws IOException, SQLException {
    try (Connection connection = connect()) {
      if (!DepartmentDatabase.exists(connection, "czrk")) {
        connection.setAutoCommit(false);
        load(connection, town);
        connection.commit();
      }
    }
  }

  private void load(Connection connection, Town town) throws IOException, SQLException {
    String columns = CensusRow.COLUMNS.stream().map(c -> c + " text").collect(Collectors.joining(", "));
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table czrk (" + columns + ")");
      RowCopy.into(connection, "czrk", CensusRow.of(town).map(CensusRow::values));
      statement.execute("alter table czrk add primary key (rybh)");
      statement.execute("create index on czrk (bdsj, rybh)");
      addUser(statement, "reader", "");
      addUser(statement, "clerk", "");
      statement.execute("grant select on czrk to reader");
      statement.execute("grant select, insert, update on czrk to clerk");
    }
  }

  /** Adds a user of this server, with attributes such as {@code replication} and a password that is kept here. */
  public void addUser(Statement statement, String name, String attributes) throws SQLException {
    byte[] random = new byte[16];
    new SecureRandom().nextBytes(random);
    String password = HexFormat.of().formatHex(random);
    passwords.put(name, password);
    statement.execute("drop role if exists " + name);
    statement.execute("create role " + name + " login " + attributes + " password '" + password + "'");
  }

  /** Another department's database in the same server, made when absent, with its owner. */
  public Address database(String name) throws SQLException {
    try (Connection connection = connect();
        PreparedStatement known = connection.prepareStatement("select 1 from pg_database where datname = ?")) {
      known.setString(1, name);
      try (ResultSet result = known.executeQuery(); Statement statement = connection.createStatement()) {
        if (!result.next()) {
          statement.execute("create database " + name);
        }
      }
    }
    Address ours = server.address();
    return new Address(ours.url().substring(0, ours.url().lastIndexOf('/') + 1) + name, ours.user(), ours.password());
  }

  /** A connection of the owner; the caller closes it. */
  Connection connect() throws SQLException {
    return server.address().connect();
  }

  /** The address of the database, without user. */
  public String url() {
    return server.address().url();
  }

  /** The password of {@code reader}, {@code clerk} or another user that was added. */
  public String password(String user) {
    return passwords.get(user).orElseThrow();
  }

  @Override
  public void close() {
    server.close();
  }
}
