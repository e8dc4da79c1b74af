package cn.yilu.catalogue.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A data directory of PostgreSQL, made whole or not at all. */
final class Cluster {
  private final EmbeddedSettings settings;
  private final Binaries binaries;

  Cluster(EmbeddedSettings settings, Binaries binaries) {
    this.settings = settings;
    this.binaries = binaries;
  }

  /** Makes the data directory unless it is there; answers the password of its superuser. */
  String prepare() {
    boolean made = Files.exists(settings.data().resolve("PG_VERSION"));
    if (made && Files.notExists(settings.password())) {
      throw new IllegalStateException(
          "password file " + settings.password() + " of the database in " + settings.data() + " is missing");
    }
    String password = Password.keptIn(settings.password());
    if (!made) {
      make();
    }
    return password;
  }

  private void make() {
    Path unfinished = settings.home().resolve("data.unfinished");
    try {
      Files.createDirectories(settings.home());
      delete(unfinished);
      initialise(unfinished);
      Files.writeString(unfinished.resolve("pg_hba.conf"), "host all all 127.0.0.1/32 scram-sha-256\n");
      Files.move(unfinished, settings.data(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("data directory " + settings.data() + " cannot be made", e);
    }
  }

  private void initialise(Path directory) throws IOException {
    Files.createDirectory(directory,
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Process initdb = Unprivileged
        .process(List.of(binaries.program("initdb"), "-D", directory.toString(), "-U", settings.user(),
            "--pwfile=" + settings.password(), "--auth=scram-sha-256", "--data-checksums", "--encoding=UTF8",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C", "--no-instructions"))
        .redirectOutput(ProcessBuilder.Redirect.appendTo(settings.log().toFile()))
        .start();
    try {
      int exit = initdb.waitFor();
      if (exit != 0) {
        throw new IOException("initdb failed with " + exit + ": " + Postmaster.lastWords(settings));
      }
    } catch (InterruptedException e) {
      initdb.destroyForcibly();
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the data directory was made", e);
    }
  }

  private static void delete(Path directory) throws IOException {
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
