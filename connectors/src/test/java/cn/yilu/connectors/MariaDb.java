package cn.yilu.connectors;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** A real MariaDB, a process of its own. Installed where it is missing. */
final class MariaDb implements AutoCloseable {
  private static final Path PROGRAM = Path.of("/usr/sbin/mariadbd");

  private final Path folder;
  private final int port = freePort();
  private final Process process;

  MariaDb(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    if (Files.notExists(PROGRAM)) {
      run("apt-get", "update", "-qq");
      run("apt-get", "install", "-y", "-qq", "--no-install-recommends", "mariadb-server");
    }
    run("mariadb-install-db", "--no-defaults", "--datadir=" + folder.resolve("data"), "--user=" + user(),
        "--auth-root-authentication-method=normal", "--skip-test-db");
    process = new ProcessBuilder(PROGRAM.toString(), "--no-defaults", "--datadir=" + folder.resolve("data"),
        "--user=" + user(), "--port=" + port, "--bind-address=127.0.0.1", "--socket=" + folder.resolve("m.sock"),
        "--innodb-buffer-pool-size=16M").redirectErrorStream(true).redirectOutput(folder.resolve("out").toFile())
        .start();
    await().atMost(Duration.ofMinutes(1)).ignoreExceptions().until(() -> {
      new Socket(InetAddress.getLoopbackAddress(), port).close();
      return true;
    });
  }

  String url() {
    return "jdbc:mariadb://127.0.0.1:" + port + "/town";
  }

  void sql(String statements) throws IOException, InterruptedException {
    run("mariadb", "--no-defaults", "--socket=" + folder.resolve("m.sock"), "--user=root",
        "--default-character-set=utf8mb4", "-e", statements);
  }

  /** The first value of the answer. */
  String answer(String query) throws IOException, InterruptedException {
    Process client = new ProcessBuilder("mariadb", "--no-defaults", "--socket=" + folder.resolve("m.sock"),
        "--user=root", "-N", "-e", query).start();
    try (var lines = client.inputReader()) {
      String first = lines.readLine();
      client.waitFor();
      return first == null ? "" : first;
    }
  }

  @Override
  public void close() {
    process.destroy();
    if (process.onExit().completeOnTimeout(process, 20, TimeUnit.SECONDS).join().isAlive()) {
      process.destroyForcibly().onExit().join();
    }
  }

  private void run(String... command) throws IOException, InterruptedException {
    ProcessBuilder program = new ProcessBuilder(command).redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.appendTo(folder.resolve("out").toFile()));
    program.environment().put("DEBIAN_FRONTEND", "noninteractive");
    if (program.start().waitFor() != 0) {
      throw new IOException(command[0] + " failed: " + Files.readString(folder.resolve("out")));
    }
  }

  private static String user() {
    return System.getProperty("user.name");
  }

  private static int freePort() {
    try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return any.getLocalPort();
    } catch (IOException failure) {
      throw new IllegalStateException(failure);
    }
  }
}
