package cn.yilu.catalogue.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.function.IntSupplier;

/**
 * A PostgreSQL server process of our own: durable, on the loopback only, with a password, on a free port that changes
 * with every start. It outlives a killed application; the next start on the same directory ends the orphan first. One
 * that ends by itself, or by another's hand, is started again where it was.
 */
public final class EmbeddedServer implements Server {
  private static final int ATTEMPTS = 5;

  private final Ownership ownership;
  private final Guard guard;
  private final Address address;

  private EmbeddedServer(Ownership ownership, Guard guard, Address address) {
    this.ownership = ownership;
    this.guard = guard;
    this.address = address;
  }

  /** Starts a server and makes its database when absent; fails with the server's own last words when it cannot. */
  public static EmbeddedServer start(EmbeddedSettings settings) {
    return start(settings, EmbeddedServer::freePort);
  }

  /** The same on the first of these ports that is free; gives up after five. */
  public static EmbeddedServer start(EmbeddedSettings settings, IntSupplier ports) {
    try {
      Ownership ownership = Ownership.of(settings.home());
      try {
        return started(settings, ports, ownership);
      } catch (IOException | InterruptedException | RuntimeException e) {
        ownership.close();
        throw e;
      }
    } catch (IOException e) {
      throw new UncheckedIOException("PostgreSQL in " + settings.home() + " cannot be started", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while PostgreSQL was started", e);
    }
  }

  private static EmbeddedServer started(EmbeddedSettings settings, IntSupplier ports, Ownership ownership)
      throws IOException, InterruptedException {
    Binaries binaries = Binaries.under(settings.binaries());
    String password = new Cluster(settings, binaries).prepare();
    Postmaster.clearOrphan(settings);
    Postmaster postmaster = postmaster(settings, binaries, ports);
    try {
      Address address = open(settings, postmaster.port(), password);
      return new EmbeddedServer(ownership, new Guard(settings, binaries, postmaster), address);
    } catch (SQLException | RuntimeException e) {
      postmaster.stop();
      throw new IllegalStateException("PostgreSQL in " + settings.home() + " does not let us in", e);
    }
  }

  private static Postmaster postmaster(EmbeddedSettings settings, Binaries binaries, IntSupplier ports)
      throws IOException, InterruptedException {
    if (Files.exists(settings.log()) && Files.size(settings.log()) > 10_000_000) {
      Files.delete(settings.log());
    }
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      Optional<Postmaster> started = Postmaster.start(settings, binaries, ports.getAsInt());
      if (started.isPresent()) {
        return started.get();
      }
    }
    throw new IOException("PostgreSQL did not start: " + Postmaster.lastWords(settings));
  }

  private static Address open(EmbeddedSettings settings, int port, String password) throws SQLException {
    String server = "jdbc:postgresql://127.0.0.1:" + port + "/";
    try (Connection connection = new Address(server + "postgres", settings.user(), password).connect()) {
      requireOurs(connection, settings.data());
      makeDatabase(connection, settings.database());
    }
    return new Address(server + settings.database(), settings.user(), password);
  }

  /** Whoever listens on our port, we speak only to the server of our own directory. */
  static void requireOurs(Connection connection, Path data) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("select current_setting('data_directory')")) {
      result.next();
      if (!data.toString().equals(result.getString(1))) {
        throw new IllegalStateException("a server of another data directory than " + data + " answered");
      }
    }
  }

  private static void makeDatabase(Connection connection, String name) throws SQLException {
    try (PreparedStatement known = connection.prepareStatement("select 1 from pg_database where datname = ?");
        Statement statement = connection.createStatement()) {
      known.setString(1, name);
      if (!known.executeQuery().next()) {
        statement.execute("create database " + statement.enquoteIdentifier(name, true));
      }
    }
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Address address() {
    return address;
  }

  /** Stops the server cleanly and waits for its end; pools on it are to be closed before. */
  @Override
  public void close() {
    try {
      guard.stop();
      ownership.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
