package cn.yilu.catalogue.postgres;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/**
 * Databases for tests on one real PostgreSQL server per JVM, kept below {@code target} for the next run. It does not
 * wait for the disk; everything else is as in the product. The system properties {@code tests.postgres.url}, {@code .user}
 * and {@code .password} name a server that somebody else runs, such as one of an older version, instead.
 */
public final class TestDatabase {
  private static final String TEMPLATE = "template_migrated";
  private static final String OURS = "test_" + ProcessHandle.current().pid() + "_";
  private static final AtomicInteger NEXT = new AtomicInteger();

  private TestDatabase() {}

  /** A new, migrated, empty database; the pool may be left open, the database vanishes later. */
  public static HikariDataSource fresh() {
    return freshAddress().pool(12);
  }

  /** A new, migrated, empty database. */
  public static Address freshAddress() {
    String name = OURS + NEXT.incrementAndGet();
    Address template = Running.MIGRATED;
    execute(Running.ADDRESS, "create database " + name + " template " + TEMPLATE);
    Address address = named(template, name);
    execute(address, "update log_identity set id = gen_random_uuid()::text");
    return address;
  }

  private static Address named(Address like, String name) {
    return new Address(like.url().substring(0, like.url().lastIndexOf('/') + 1) + name, like.user(), like.password());
  }

  private static void execute(Address address, String sql) {
    try (Connection connection = address.connect(); Statement statement = connection.createStatement()) {
      statement.execute(sql);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Started when first needed. */
  private static final class Running {
    static final Address ADDRESS = address();
    static final Address MIGRATED = migrated();

    private static Address address() {
      String url = System.getProperty("tests.postgres.url", "");
      return url.isEmpty()
          ? start().address()
          : new Address(url, System.getProperty("tests.postgres.user", "postgres"),
              System.getProperty("tests.postgres.password", ""));
    }

    private static EmbeddedServer start() {
      Path target = Path.of("target", "postgres");
      for (int slot = 0;; slot++) {
        Path home = target.resolve("server-" + slot);
        try {
          EmbeddedServer server = EmbeddedServer.start(EmbeddedSettings.in(home, home, "tests", "tester")
              .withBinaries(target)
              .with("fsync", "off")
              .with("max_connections", "200"));
          Runtime.getRuntime().addShutdownHook(new Thread(server::close));
          return server;
        } catch (Ownership.Taken e) {
          // Another JVM's; take the next.
        }
      }
    }

    /** The template of the run before will do, with what is new, unless a migration of it was changed. */
    private static Address migrated() {
      List<String> left = databases();
      Thread.ofPlatform().daemon()
          .start(() -> left.stream().filter(name -> !name.equals(TEMPLATE)).forEach(Running::drop));
      Address address = named(ADDRESS, TEMPLATE);
      if (left.contains(TEMPLATE)) {
        try {
          migrate(address);
          return address;
        } catch (FlywayException e) {
          drop(TEMPLATE);
        }
      }
      execute(ADDRESS, "create database " + TEMPLATE);
      migrate(address);
      return address;
    }

    private static void migrate(Address address) {
      Flyway.configure().dataSource(address.url(), address.user(), address.password()).outOfOrder(true).load()
          .migrate();
    }

    private static void drop(String name) {
      execute(ADDRESS, "drop database " + name + " with (force)");
    }

    private static List<String> databases() {
      List<String> names = new ArrayList<>();
      try (Connection connection = ADDRESS.connect();
          Statement statement = connection.createStatement();
          ResultSet result = statement.executeQuery(
              "select datname from pg_database where datname ~ '^test_' or datname = '" + TEMPLATE + "'")) {
        while (result.next()) {
          names.add(result.getString(1));
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return names;
    }
  }
}
