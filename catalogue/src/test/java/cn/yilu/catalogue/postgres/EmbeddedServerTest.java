package cn.yilu.catalogue.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedServerTest {
  @TempDir
  Path home;

  @Test
  void itIsDurableChecksItsPagesAndListensOnTheLoopbackOnly() throws Exception {
    try (EmbeddedServer server = EmbeddedServer.start(settings(home))) {
      assertThat(List.of("fsync", "synchronous_commit", "data_checksums", "listen_addresses", "server_encoding",
          "unix_socket_directories", "password_encryption"))
          .extracting(name -> ask(server.address(), "select current_setting('" + name + "')"))
          .containsExactly("on", "on", "on", "127.0.0.1", "UTF8", "", "scram-sha-256");
    }
  }

  @Test
  void onlyTheKeptPasswordLetsIn() throws Exception {
    EmbeddedSettings settings = settings(home);
    try (EmbeddedServer server = EmbeddedServer.start(settings)) {
      Address guess = new Address(server.address().url(), server.address().user(), "guess");

      assertThatThrownBy(guess::connect).isInstanceOf(SQLException.class).hasMessageContaining("password");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(settings.password())))
          .isEqualTo("rw-------");
      assertThat(server.address().toString()).doesNotContain(server.address().password());
    }
  }

  @Test
  void whatWasCommittedSurvivesAStopAndALostOwner() throws Exception {
    Process owner = new ProcessBuilder(ProcessHandle.current().info().command().orElseThrow(), "-Xmx64m", "-cp",
        System.getProperty("java.class.path"), Owner.class.getName(), home.toString()).redirectErrorStream(true)
        .start();
    assertThat(awaitLine(owner, "committed")).isTrue();
    ProcessHandle orphan = new LockFile(settings(home).data()).owner().orElseThrow();

    owner.destroyForcibly().waitFor();
    assertThat(orphan.isAlive()).isTrue();

    try (EmbeddedServer server = EmbeddedServer.start(settings(home))) {
      assertThat(orphan.isAlive()).isFalse();
      assertThat(ask(server.address(), "select sum(n) from kept")).isEqualTo("42");
    }
    assertThat(new LockFile(settings(home).data()).owner()).isEmpty();
  }

  @Test
  void aPortThatIsTakenIsLeftToItsOwner(@TempDir Path other) throws Exception {
    try (EmbeddedServer first = EmbeddedServer.start(settings(other))) {
      int taken = Integer.parseInt(first.address().url().replaceAll(".*:(\\d+)/.*", "$1"));
      Queue<Integer> ports = new ArrayDeque<>(List.of(taken, freePort()));

      try (EmbeddedServer second = EmbeddedServer.start(settings(home), ports::remove)) {
        assertThat(ask(second.address(), "select current_setting('data_directory')"))
            .isEqualTo(settings(home).data().toString());
      }
    }
  }

  @Test
  void aServerOfAnotherDirectoryIsNotTakenForOurs(@TempDir Path other) throws Exception {
    try (EmbeddedServer foreign = EmbeddedServer.start(settings(other));
        Connection connection = foreign.address().connect()) {
      assertThatThrownBy(() -> EmbeddedServer.requireOurs(connection, settings(home).data()))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("another data directory");
    }
  }

  @Test
  void twoServicesDoNotShareADirectory() {
    try (EmbeddedServer first = EmbeddedServer.start(settings(home))) {
      assertThatThrownBy(() -> EmbeddedServer.start(settings(home))).isInstanceOf(IllegalStateException.class)
          .hasMessageContaining("in use");
      assertThat(ask(first.address(), "select 1")).isEqualTo("1");
    }
  }

  @Test
  void aServerThatIsKilledIsStartedAgainWhereItWasWithAllThatWasCommitted() throws Exception {
    try (EmbeddedServer server = EmbeddedServer.start(settings(home))) {
      try (Connection connection = server.address().connect(); Statement statement = connection.createStatement()) {
        statement.execute("create table kept as select 42 as n");
      }
      ProcessHandle first = new LockFile(settings(home).data()).owner().orElseThrow();

      assertThat(first.destroyForcibly()).isTrue();

      await().atMost(Duration.ofSeconds(60)).ignoreExceptions()
          .until(() -> ask(server.address(), "select n from kept").equals("42"));
      assertThat(new LockFile(settings(home).data()).owner()).isPresent().get().isNotEqualTo(first);
    }
    assertThat(new LockFile(settings(home).data()).owner()).isEmpty();
  }

  @Test
  void aServerThatCannotStartSaysWhy() {
    assertThatThrownBy(() -> EmbeddedServer.start(settings(home).with("shared_buffers", "lots")))
        .hasStackTraceContaining("invalid value for parameter \"shared_buffers\"");
  }

  private static EmbeddedSettings settings(Path home) {
    return EmbeddedSettings.in(home, home.resolve("secrets"), "yilu", "yilu").withBinaries(Path.of("target/postgres"));
  }

  private static String ask(Address address, String sql) {
    try (Connection connection = address.connect();
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return result.getString(1);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static int freePort() throws IOException {
    try (java.net.ServerSocket socket = new java.net.ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }

  private static boolean awaitLine(Process process, String expected) throws IOException {
    BufferedReader reader = process.inputReader(StandardCharsets.UTF_8);
    for (String line = reader.readLine(); line != null; line = reader.readLine()) {
      if (line.equals(expected)) {
        return true;
      }
    }
    return false;
  }

  /** A service that commits something and then only waits to be killed. */
  static final class Owner {
    private Owner() {}

    public static void main(String[] args) throws Exception {
      EmbeddedServer server = EmbeddedServer.start(settings(Path.of(args[0])));
      try (Connection connection = server.address().connect(); Statement statement = connection.createStatement()) {
        statement.execute("create table kept (n int)");
        statement.execute("insert into kept values (42)");
      }
      System.out.println("committed");
      System.in.read();
    }
  }
}
